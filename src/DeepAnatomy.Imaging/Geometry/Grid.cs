namespace DeepAnatomy.Imaging.Geometry;

/// <summary>Where the voxels of a volume lie in the patient: shape, spacing, orientation, and the centre of voxel (0, 0, 0).</summary>
/// <remarks>The only place that converts between voxel indices (i, j, k) and patient millimetres (LPS). Immutable, thread-safe.</remarks>
public sealed class Grid
{
    /// <summary>Creates a grid.</summary>
    /// <param name="shape">Voxels along i, j, k.</param>
    /// <param name="spacing">Distances between voxel centres, mm.</param>
    /// <param name="origin">Centre of voxel (0, 0, 0), LPS mm.</param>
    /// <param name="orientation">Directions of the voxel axes.</param>
    /// <exception cref="ArgumentException">The shape, spacing or orientation is the default value, or the origin is not finite.</exception>
    public Grid(Shape shape, Spacing spacing, PatientPoint origin, Orientation orientation)
    {
        if (shape.Count == 0 || spacing.IMm == 0 || orientation.I == default || !origin.IsFinite)
        {
            throw new ArgumentException("A grid needs a shape, a spacing, a finite origin and an orientation.");
        }

        (Shape, Spacing, Origin, Orientation) = (shape, spacing, origin, orientation);
    }

    /// <summary>A grid along the patient axes with the origin at zero.</summary>
    public Grid(Shape shape, Spacing spacing)
        : this(shape, spacing, default, Orientation.Lps)
    {
    }

    /// <summary>Voxels along i, j, k.</summary>
    public Shape Shape { get; }

    /// <summary>Distances between voxel centres, mm.</summary>
    public Spacing Spacing { get; }

    /// <summary>Centre of voxel (0, 0, 0), LPS mm.</summary>
    public PatientPoint Origin { get; }

    /// <summary>Directions of the voxel axes.</summary>
    public Orientation Orientation { get; }

    /// <summary>The letters of the axes, for example <c>LPS</c>; see <see cref="Orientation.AxisCodes"/>.</summary>
    public string AxisCodes => Orientation.AxisCodes;

    /// <summary>The patient position (LPS mm) of a voxel position; fractions lie between voxel centres.</summary>
    public PatientPoint ToPatient(double i, double j, double k) =>
        Origin + ((i * Spacing.IMm) * Orientation.I) + ((j * Spacing.JMm) * Orientation.J) + ((k * Spacing.KMm) * Orientation.K);

    /// <summary>The fractional voxel position (i, j, k) of a patient position (LPS mm); may lie outside the volume.</summary>
    /// <remarks>Exact also for axes that are slightly off a right angle: the direction matrix is inverted, not transposed.</remarks>
    public (double I, double J, double K) ToVoxel(PatientPoint point)
    {
        var d = point - Origin;
        var (a, b, c) = (Orientation.I, Orientation.J, Orientation.K);
        var det = a.Dot(b.Cross(c));
        return (
            d.Dot(b.Cross(c)) / det / Spacing.IMm,
            d.Dot(c.Cross(a)) / det / Spacing.JMm,
            d.Dot(a.Cross(b)) / det / Spacing.KMm);
    }

    /// <summary>The part of this grid that starts at voxel (i, j, k) and has the given shape; it may reach outside (padding).</summary>
    public Grid Window(int i, int j, int k, Shape shape) => new(shape, Spacing, ToPatient(i, j, k), Orientation);

    /// <summary>Whether both grids put every voxel at the same place, within a tolerance.</summary>
    /// <param name="other">The other grid.</param>
    /// <param name="toleranceMm">How far the same corner voxel may be apart, mm.</param>
    public bool IsSameAs(Grid other, double toleranceMm = 0.05)
    {
        if (Shape != other.Shape)
        {
            return false;
        }

        for (var corner = 0; corner < 8; corner++)
        {
            double i = (corner & 1) * (Shape.I - 1), j = ((corner >> 1) & 1) * (Shape.J - 1), k = ((corner >> 2) & 1) * (Shape.K - 1);
            if ((ToPatient(i, j, k) - other.ToPatient(i, j, k)).LengthMm > toleranceMm)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Shape} voxels, {Spacing}, {AxisCodes}";
}
