namespace DeepAnatomy.Imaging.Geometry;

/// <summary>The directions in which i, j and k grow, as orthogonal unit vectors in patient space (the columns of the direction-cosine matrix).</summary>
/// <remarks>Right- and left-handed systems are both valid. <c>default</c> has zero vectors, which no grid has; use <see cref="Lps"/>.</remarks>
public readonly record struct Orientation
{
    /// <summary>How far two axes may be from a right angle (cosine); beyond it a file is sheared and must be resampled by its reader.</summary>
    public const double OrthogonalityTolerance = 2e-3;

    /// <summary>Creates an orientation; the vectors are normalised.</summary>
    /// <exception cref="ArgumentException">A vector is zero or not finite, or two are not orthogonal.</exception>
    public Orientation(PatientPoint i, PatientPoint j, PatientPoint k)
    {
        (I, J, K) = (Normalised(i, nameof(i)), Normalised(j, nameof(j)), Normalised(k, nameof(k)));
        if (Math.Abs(I.Dot(J)) > OrthogonalityTolerance || Math.Abs(I.Dot(K)) > OrthogonalityTolerance || Math.Abs(J.Dot(K)) > OrthogonalityTolerance)
        {
            throw new ArgumentException("The axes are not orthogonal (a sheared grid).");
        }
    }

    /// <summary>Voxel axes along the patient axes: i to the left, j to the back, k to the head.</summary>
    public static Orientation Lps { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Direction of growing i.</summary>
    public PatientPoint I { get; }

    /// <summary>Direction of growing j.</summary>
    public PatientPoint J { get; }

    /// <summary>Direction of growing k.</summary>
    public PatientPoint K { get; }

    /// <summary>+1 for a right-handed system, −1 for a left-handed one.</summary>
    public int Handedness => I.Cross(J).Dot(K) >= 0 ? 1 : -1;

    /// <summary>For each voxel axis the letter of the patient direction it grows to most: L/R, P/A, S/I (for example <c>LPS</c>, or <c>RAS</c> for most NIfTI files).</summary>
    /// <remarks>Each patient axis is used once, as nibabel's <c>aff2axcodes</c> does; ties go to the larger cosine.</remarks>
    public string AxisCodes
    {
        get
        {
            Span<char> codes = stackalloc char[3];
            var taken = 0;
            var done = 0;
            for (var round = 0; round < 3; round++)
            {
                var (bestVoxelAxis, bestPatientAxis, best) = (-1, -1, -1.0);
                for (var v = 0; v < 3; v++)
                {
                    for (var p = 0; p < 3; p++)
                    {
                        var cosine = Math.Abs(Along(v).Along(p));
                        if ((done & (1 << v)) == 0 && (taken & (1 << p)) == 0 && cosine > best)
                        {
                            (bestVoxelAxis, bestPatientAxis, best) = (v, p, cosine);
                        }
                    }
                }

                done |= 1 << bestVoxelAxis;
                taken |= 1 << bestPatientAxis;
                codes[bestVoxelAxis] = (Along(bestVoxelAxis).Along(bestPatientAxis) >= 0 ? "LPS" : "RAI")[bestPatientAxis];
            }

            return new string(codes);
        }
    }

    /// <summary>The largest angle between a voxel axis and the patient axis it follows, degrees: 0 for an axis-parallel grid.</summary>
    public double ObliquityDegrees
    {
        get
        {
            var worst = 1.0;
            for (var v = 0; v < 3; v++)
            {
                var a = Along(v);
                worst = Math.Min(worst, Math.Max(Math.Abs(a.XMm), Math.Max(Math.Abs(a.YMm), Math.Abs(a.ZMm))));
            }

            return Math.Acos(Math.Min(1, worst)) * 180 / Math.PI;
        }
    }

    /// <summary>The direction of voxel axis 0 (i), 1 (j) or 2 (k).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is not 0, 1 or 2.</exception>
    public PatientPoint Along(int axis) => axis switch
    {
        0 => I,
        1 => J,
        2 => K,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    static PatientPoint Normalised(PatientPoint v, string name)
    {
        var length = v.LengthMm;
        return v.IsFinite && length > 1e-12 ? (1 / length) * v : throw new ArgumentException("An axis must be finite and not zero.", name);
    }
}
