namespace DeepAnatomy.Imaging.Geometry;

/// <summary>The distance between the centres of neighbouring voxels along each axis, in millimetres.</summary>
/// <remarks><c>default</c> is (0, 0, 0), which no grid has. Immutable, compared by value.</remarks>
public readonly record struct Spacing
{
    /// <summary>Creates a spacing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A distance is not finite or not positive.</exception>
    public Spacing(double iMm, double jMm, double kMm) =>
        (IMm, JMm, KMm) = (Checked(iMm, nameof(iMm)), Checked(jMm, nameof(jMm)), Checked(kMm, nameof(kMm)));

    /// <summary>Along i.</summary>
    public double IMm { get; }

    /// <summary>Along j.</summary>
    public double JMm { get; }

    /// <summary>Along k.</summary>
    public double KMm { get; }

    /// <summary>Volume of one voxel, mm³.</summary>
    public double VoxelMm3 => IMm * JMm * KMm;

    /// <summary>Area of one pixel of a slice (fixed k), mm².</summary>
    public double PixelMm2 => IMm * JMm;

    /// <summary>Along axis 0 (i), 1 (j) or 2 (k).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is not 0, 1 or 2.</exception>
    public double Along(int axis) => axis switch
    {
        0 => IMm,
        1 => JMm,
        2 => KMm,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{IMm:0.####} × {JMm:0.####} × {KMm:0.####} mm";

    static double Checked(double mm, string name) =>
        double.IsFinite(mm) && mm > 0 ? mm : throw new ArgumentOutOfRangeException(name, mm, "A spacing must be finite and positive.");
}
