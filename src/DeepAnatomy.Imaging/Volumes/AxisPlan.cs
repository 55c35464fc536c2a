using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Volumes;

/// <summary>How the axes of one grid become those of another by permuting and flipping: target axis n is source axis <see cref="Source"/>(n), reversed if <see cref="IsFlipped"/>(n).</summary>
public sealed class AxisPlan
{
    static readonly string[] Pairs = ["LR", "PA", "SI"];
    readonly int[] source;
    readonly bool[] flipped;

    /// <summary>Creates a plan.</summary>
    /// <param name="source">For each target axis the source axis; a permutation of 0, 1, 2.</param>
    /// <param name="flipped">For each target axis whether it runs against its source axis.</param>
    /// <exception cref="ArgumentException">Not a permutation of three axes.</exception>
    public AxisPlan(ReadOnlySpan<int> source, ReadOnlySpan<bool> flipped)
    {
        if (source.Length != 3 || flipped.Length != 3 || source.ToArray().Order().ToArray() is not [0, 1, 2])
        {
            throw new ArgumentException("A plan needs a permutation of the axes 0, 1, 2.", nameof(source));
        }

        (this.source, this.flipped) = (source.ToArray(), flipped.ToArray());
    }

    /// <summary>Whether nothing moves.</summary>
    public bool IsIdentity => source is [0, 1, 2] && flipped is [false, false, false];

    /// <summary>The plan that turns axes with the first codes into axes with the second.</summary>
    /// <exception cref="ArgumentException">Codes that do not name each of L/R, P/A, S/I once.</exception>
    public static AxisPlan Between(string from, string to)
    {
        var (f, t) = (Parse(from), Parse(to));
        Span<int> source = stackalloc int[3];
        Span<bool> flipped = stackalloc bool[3];
        for (var axis = 0; axis < 3; axis++)
        {
            source[axis] = Array.FindIndex(f, code => code.PatientAxis == t[axis].PatientAxis);
            flipped[axis] = f[source[axis]].IsNegative != t[axis].IsNegative;
        }

        return new(source, flipped);
    }

    /// <summary>The source axis of a target axis.</summary>
    public int Source(int targetAxis) => source[targetAxis];

    /// <summary>Whether a target axis runs against its source axis.</summary>
    public bool IsFlipped(int targetAxis) => flipped[targetAxis];

    /// <summary>The plan that undoes this one.</summary>
    public AxisPlan Inverse()
    {
        Span<int> back = stackalloc int[3];
        Span<bool> flips = stackalloc bool[3];
        for (var axis = 0; axis < 3; axis++)
        {
            back[source[axis]] = axis;
            flips[source[axis]] = flipped[axis];
        }

        return new(back, flips);
    }

    /// <summary>The grid after the axes moved; every voxel keeps its place in the patient.</summary>
    public Grid Apply(Grid grid)
    {
        Span<double> corner = stackalloc double[3];
        corner.Clear();
        Span<PatientPoint> axes = stackalloc PatientPoint[3];
        for (var axis = 0; axis < 3; axis++)
        {
            axes[axis] = flipped[axis] ? -1 * grid.Orientation.Along(source[axis]) : grid.Orientation.Along(source[axis]);
            corner[source[axis]] = flipped[axis] ? grid.Shape.Along(source[axis]) - 1 : 0;
        }

        return new(
            new Shape(grid.Shape.Along(source[0]), grid.Shape.Along(source[1]), grid.Shape.Along(source[2])),
            new Spacing(grid.Spacing.Along(source[0]), grid.Spacing.Along(source[1]), grid.Spacing.Along(source[2])),
            grid.ToPatient(corner[0], corner[1], corner[2]),
            new Orientation(axes[0], axes[1], axes[2]));
    }

    /// <summary>The index in the source grid of a target voxel.</summary>
    /// <param name="target">Target index along i, j, k.</param>
    /// <param name="sourceShape">Shape of the source grid.</param>
    public (int I, int J, int K) ToSource((int I, int J, int K) target, Shape sourceShape)
    {
        Span<int> t = [target.I, target.J, target.K];
        Span<int> s = stackalloc int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            s[source[axis]] = flipped[axis] ? sourceShape.Along(source[axis]) - 1 - t[axis] : t[axis];
        }

        return (s[0], s[1], s[2]);
    }

    static (int PatientAxis, bool IsNegative)[] Parse(string codes)
    {
        var parsed = codes.Select(c => (PatientAxis: Array.FindIndex(Pairs, p => p.Contains(c)), IsNegative: "RAI".Contains(c))).ToArray();
        return parsed.Length == 3 && parsed.Select(p => p.PatientAxis).Order().ToArray() is [0, 1, 2]
            ? parsed
            : throw new ArgumentException($"'{codes}' does not name each of L/R, P/A, S/I once.", nameof(codes));
    }
}
