namespace DeepAnatomy.Imaging.Geometry;

/// <summary>A position, or a difference of positions, in patient space: DICOM LPS millimetres (x to the patient's left, y to the back, z to the head).</summary>
/// <remarks><c>default</c> is the origin of patient space.</remarks>
public readonly record struct PatientPoint(double XMm, double YMm, double ZMm)
{
    /// <summary>Component-wise sum.</summary>
    public static PatientPoint operator +(PatientPoint a, PatientPoint b) => new(a.XMm + b.XMm, a.YMm + b.YMm, a.ZMm + b.ZMm);

    /// <summary>Component-wise difference.</summary>
    public static PatientPoint operator -(PatientPoint a, PatientPoint b) => new(a.XMm - b.XMm, a.YMm - b.YMm, a.ZMm - b.ZMm);

    /// <summary>Every component times a factor.</summary>
    public static PatientPoint operator *(double factor, PatientPoint a) => new(factor * a.XMm, factor * a.YMm, factor * a.ZMm);

    /// <summary>Euclidean length, mm.</summary>
    public double LengthMm => Math.Sqrt(Dot(this));

    /// <summary>Whether every component is a finite number.</summary>
    public bool IsFinite => double.IsFinite(XMm) && double.IsFinite(YMm) && double.IsFinite(ZMm);

    /// <summary>Scalar product.</summary>
    public double Dot(PatientPoint other) => (XMm * other.XMm) + (YMm * other.YMm) + (ZMm * other.ZMm);

    /// <summary>Vector product.</summary>
    public PatientPoint Cross(PatientPoint other) => new(
        (YMm * other.ZMm) - (ZMm * other.YMm),
        (ZMm * other.XMm) - (XMm * other.ZMm),
        (XMm * other.YMm) - (YMm * other.XMm));

    /// <summary>Component 0 (x), 1 (y) or 2 (z).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is not 0, 1 or 2.</exception>
    public double Along(int axis) => axis switch
    {
        0 => XMm,
        1 => YMm,
        2 => ZMm,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };
}
