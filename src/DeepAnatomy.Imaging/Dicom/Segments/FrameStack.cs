using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Rasters;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Puts frames that lie anywhere along one normal onto the slices of one grid; slices without a frame are empty.</summary>
sealed record FrameStack(Grid Grid, int[] SliceOfFrame, string? Warning)
{
    // Positions are decimal strings, often rounded to 0.01 mm.
    const double SamePlaceMm = 0.02;

    // How far from a whole number of steps a slice may lie.
    const double StepTolerance = 0.1;

    // As many evenly spaced slices are no accident: a spacing written otherwise is wrong.
    const int EvenRun = 4;

    // A segmentation leaves out empty slices; beyond this a damaged position is likelier.
    const int MaxSlices = 8192;

    /// <summary>Computes the grid.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="planes">Where every frame lies.</param>
    /// <param name="columns">Pixels along a row.</param>
    /// <param name="rows">Pixels along a column.</param>
    /// <param name="statedSpacingMm">Spacing Between Slices, or null.</param>
    /// <param name="thicknessMm">Slice Thickness, or null.</param>
    /// <exception cref="DicomFormatException">The frames do not form one stack.</exception>
    public static FrameStack Of(string path, IReadOnlyList<FramePlane> planes, int columns, int rows, double? statedSpacingMm, double? thicknessMm)
    {
        var first = planes[0];
        if (planes.Any(p => (p.Row - first.Row).LengthMm > 1e-3 || (p.Column - first.Column).LengthMm > 1e-3 || Math.Abs(p.RowSpacingMm - first.RowSpacingMm) > 1e-4 || Math.Abs(p.ColumnSpacingMm - first.ColumnSpacingMm) > 1e-4))
        {
            throw new DicomFormatException("its frames have different orientations or pixel sizes");
        }

        var normal = first.Row.Cross(first.Column);
        double[] along = [.. planes.Select(p => p.Position.Dot(normal))];
        var heights = Distinct(along);
        var (step, warning) = Step(heights, statedSpacingMm, thicknessMm);
        var lowest = planes[Array.IndexOf(along, along.Min())].Position;
        var count = Math.Round((heights[^1] - heights[0]) / step) + 1;
        if (count > MaxSlices)
        {
            throw new DicomFormatException($"its frames lie {heights[^1] - heights[0]:0.#} mm apart, which is {count:0} slices of {step:0.###} mm");
        }

        var shape = PlausibleSize.Checked(path, columns, rows, (long)count);
        var grid = new Grid(shape, new Spacing(first.ColumnSpacingMm, first.RowSpacingMm, step), lowest, new Orientation(first.Row, first.Column, normal));
        return new(grid, [.. planes.Select((p, n) => SliceOf(grid, p.Position, n))], warning);
    }

    static int SliceOf(Grid grid, PatientPoint position, int frame)
    {
        var (i, j, k) = grid.ToVoxel(position);
        var slice = Math.Clamp((int)Math.Round(k), 0, grid.Shape.K - 1);
        if (Math.Abs(k - slice) > StepTolerance)
        {
            throw new DicomFormatException($"frame {frame + 1} lies between the slices of the others (the slices are not evenly spaced)");
        }

        return Math.Abs(i) < StepTolerance && Math.Abs(j) < StepTolerance
            ? slice
            : throw new DicomFormatException($"frame {frame + 1} is shifted against the others (a tilted or jagged stack)");
    }

    static (double StepMm, string? Warning) Step(double[] heights, double? stated, double? thickness)
    {
        stated = stated is > 0.01 and < 1000 ? stated : null;
        if (heights.Length == 1)
        {
            return (stated ?? (thickness is > 0.01 and < 1000 ? thickness.Value : throw new DicomFormatException("its only slice has neither a spacing nor a thickness")), null);
        }

        double[] gaps = [.. heights.Zip(heights.Skip(1), (a, b) => b - a)];
        var smallest = gaps.Min();
        var isEven = gaps.Length >= EvenRun - 1 && gaps.All(g => Math.Abs(g - smallest) < StepTolerance * smallest);
        if (stated is { } step && !isEven && smallest / step > 1 + StepTolerance && gaps.All(g => IsMultiple(g, step)))
        {
            return (Refined(heights, step), $"No two neighbouring slices are marked; the spacing of {step:0.###} mm is taken from Spacing Between Slices.");
        }

        var warning = stated is { } other && Math.Abs(other - smallest) > StepTolerance * smallest
            ? $"The file says {other:0.###} mm between slices, but its positions are {smallest:0.###} mm apart; the positions count."
            : null;
        return (Refined(heights, smallest), warning);
    }

    // The whole length divided by its number of steps, so that rounding of single positions does not add up.
    static double Refined(double[] heights, double step) => (heights[^1] - heights[0]) / Math.Round((heights[^1] - heights[0]) / step);

    static bool IsMultiple(double gap, double step) => Math.Abs((gap / step) - Math.Round(gap / step)) < StepTolerance;

    static double[] Distinct(double[] along)
    {
        List<double> distinct = [];
        foreach (var height in along.Order())
        {
            if (distinct.Count == 0 || height - distinct[^1] > SamePlaceMm)
            {
                distinct.Add(height);
            }
        }

        return [.. distinct];
    }
}

/// <summary>Where one frame lies: the centre of its first pixel, the unit directions of growing column (i) and row (j), the distances of pixel centres.</summary>
readonly record struct FramePlane(PatientPoint Position, PatientPoint Row, PatientPoint Column, double RowSpacingMm, double ColumnSpacingMm);
