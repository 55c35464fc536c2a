using System.Globalization;
using DeepAnatomy.Imaging.Dicom.Pixels;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Makes a CT volume of a DICOM series.</summary>
public static class DicomSeriesReader
{
    // Sideways positions are rounded by writers; a tenth of a millimetre moves no boundary.
    const double StraightMm = 0.1;
    const double LinearMm = 0.25;
    const double MaxResampledStepMm = 10;

    /// <summary>Reads a series.</summary>
    /// <param name="series">From <see cref="DicomFolder.Scan"/>.</param>
    /// <param name="options">How irregular slices are treated; null for <see cref="DicomReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>
    /// HU on a grid with i along the rows, j down the columns, k along their vector product; the distance of slices comes from their positions.
    /// Declared padding becomes −1024 HU.
    /// </returns>
    /// <exception cref="UnreadableImageException">It is no CT, or cannot be one volume; the reason is named.</exception>
    public static CtScan Read(DicomSeries series, DicomReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var path = Where(series);
        Refuse(series, path);
        List<string> warnings = [];
        var stack = series.Stack!;
        var pattern = Pattern(series, stack, options ?? DicomReadOptions.Default, path, warnings);
        using var decoding = new SliceDecoding(stack, path);
        var voxels = decoding.Run(cancellationToken);
        NoteValues(series, decoding, warnings);

        var shape = new Shape(series.Columns, series.Rows, stack.Places.Count);
        var volume = ToGrid(series, stack, pattern, voxels, shape, path, warnings, cancellationToken);
        return new(volume, series.Facts with { SliceThicknessMm = series.SliceThicknessMm, Kernel = series.Kernel }, warnings, path, decoding.Sha256);
    }

    static string Where(DicomSeries series) => series.Files.Take(2).Count() == 1 ? series.FirstFile : Path.GetDirectoryName(series.FirstFile) ?? series.FirstFile;

    static void Refuse(DicomSeries series, string path)
    {
        UnreadableImageException Error(string reason, string remedy) => new(path, $"{series.Description}: {reason}", remedy);
        if (series.Modality != "CT")
        {
            throw Error($"it is {(series.Modality.Length > 0 ? series.Modality : "of unknown modality")}, not CT", "Give a CT series");
        }

        if (series.IsColour)
        {
            throw Error("it is a colour image, not Hounsfield units", "Give the original CT series");
        }

        if (series.IsLocalizer)
        {
            throw Error("it is a localizer (scout view), not slices", "Give an axial series");
        }

        if (series.Frames[0].HasModalityTable || series.RescaleType is not (null or "HU" or "US"))
        {
            throw Error($"its values are {series.RescaleType ?? "mapped by a table"}, not Hounsfield units", "Give the original CT series");
        }

        if (series.Stack is null)
        {
            var frame = series.Frames.First(f => !f.HasGeometry);
            var missing = frame.Position is null ? "no position (0020,0032)" : frame.RowDirection is null ? "no valid orientation (0020,0037)" : "no pixel spacing (0028,0030)";
            throw Error($"an image has {missing}", "Export the series again with its geometry");
        }
    }

    static SlicePattern Pattern(DicomSeries series, SliceStack stack, DicomReadOptions options, string path, List<string> warnings)
    {
        if (stack.Places.Count == 1)
        {
            var thickness = series.SliceThicknessMm ?? 1;
            warnings.Add(F($"A single slice: its height is its nominal thickness ({thickness:0.##} mm), and volumes mean nothing."));
            return new(SliceRegularity.Uniform, thickness, null);
        }

        var pattern = SlicePattern.Of(stack);
        var (refused, remedy) = pattern.Regularity switch
        {
            SliceRegularity.Gap => (!options.FillGaps || stack.Steps().Max() > MaxResampledStepMm, "Export the whole series, or choose another one"),
            SliceRegularity.Variable => (stack.Steps().Max() > MaxResampledStepMm || UniformCount(stack, pattern) > 4 * stack.Places.Count, "Choose a series with even slices"),
            _ => (false, ""),
        };
        if (refused)
        {
            throw new UnreadableImageException(path, $"{series.Description}: {pattern.Text}", remedy);
        }

        if (pattern.Text is { } text)
        {
            var what = pattern.Regularity == SliceRegularity.Jitter ? "" : F($"; resampled linearly to {pattern.StepMm:0.###} mm");
            warnings.Add($"{char.ToUpperInvariant(text[0])}{text[1..]}{what}.");
        }

        return pattern;
    }

    static int UniformCount(SliceStack stack, SlicePattern pattern) => (int)Math.Min(1e6, Math.Floor(((stack.Places[^1].Mm - stack.Places[0].Mm) / pattern.StepMm) + 1e-3) + 1);

    static void NoteValues(DicomSeries series, SliceDecoding decoding, List<string> warnings)
    {
        if (decoding.Copies > 0)
        {
            warnings.Add($"{decoding.Copies} image{(decoding.Copies == 1 ? " is a copy" : "s are copies")} of another at the same position and left out.");
        }

        if (series.Frames.Any(f => !f.HasRescale))
        {
            warnings.Add("The files name no rescale to Hounsfield units; the stored values are taken as they are.");
        }

        if (HuRule.Of(series.Frames[0]).PaddingIsTissue)
        {
            warnings.Add("The declared padding value lies among the tissues and is not followed.");
        }

        if (series.Frames.Any(f => f.IsLossy))
        {
            warnings.Add("The images were compressed with loss; HU may be off by a few.");
        }
    }

    static Volume<short> ToGrid(
        DicomSeries series, SliceStack stack, SlicePattern pattern, short[] voxels, Shape shape, string path, List<string> warnings, CancellationToken cancellationToken)
    {
        var first = stack.Places[0].Frames[0];
        PatientPoint row = first.RowDirection!.Value, column = first.ColumnDirection!.Value;
        double di = first.ColumnSpacingMm!.Value, dj = first.RowSpacingMm!.Value;
        var origin = first.Position!.Value;
        var offsets = stack.Places.Select(p => p.Frames[0].Position!.Value - origin).Select(d => (I: d.Dot(row), J: d.Dot(column))).ToArray();
        if (offsets.Max(o => Math.Max(Math.Abs(o.I), Math.Abs(o.J))) > StraightMm)
        {
            warnings.Add(Shear(series, stack, offsets, shape, di, dj, path));
            var shifts = offsets.Select(o => (o.I / di, o.J / dj)).ToArray();
            (voxels, shape, var startI, var startJ) = SliceResampling.Unshear(voxels, shape, shifts, HuRule.PaddingHu, cancellationToken);
            origin += (startI * di * row) + (startJ * dj * column);
        }

        if (pattern.Regularity is SliceRegularity.Gap or SliceRegularity.Variable)
        {
            var count = UniformCount(stack, pattern);
            voxels = SliceResampling.ToUniform(voxels, shape, [.. stack.Places.Select(p => p.Mm)], pattern.StepMm, count, cancellationToken);
            shape = new(shape.I, shape.J, count);
        }

        return Volume<short>.Adopt(new Grid(shape, new(di, dj, pattern.StepMm), origin, new(row, column, stack.Normal)), voxels);
    }

    // A tilted gantry moves each slice sideways in its own plane by the same step.
    static string Shear(DicomSeries series, SliceStack stack, (double I, double J)[] offsets, Shape shape, double di, double dj, string path)
    {
        double widthMm = shape.I * di, heightMm = shape.J * dj, extent = stack.Places[^1].Mm - stack.Places[0].Mm;
        if (offsets.Max(o => Math.Abs(o.I)) > widthMm || offsets.Max(o => Math.Abs(o.J)) > heightMm)
        {
            throw new UnreadableImageException(path, $"{series.Description}: its slices do not lie above each other", "Choose a series whose slices form one block");
        }

        double slopeI = offsets[^1].I / extent, slopeJ = offsets[^1].J / extent;
        var isLinear = Enumerable.Range(0, offsets.Length).All(n =>
        {
            var along = stack.Places[n].Mm - stack.Places[0].Mm;
            return Math.Abs(offsets[n].I - (slopeI * along)) < LinearMm && Math.Abs(offsets[n].J - (slopeJ * along)) < LinearMm;
        });
        var degrees = Math.Atan(Math.Sqrt((slopeI * slopeI) + (slopeJ * slopeJ))) * 180 / Math.PI;
        return isLinear
            ? F($"The gantry was tilted by {degrees:0.#}°: the slices were moved in their planes (linear interpolation) onto a rectangular grid.")
            : F($"The slices are shifted sideways by up to {offsets.Max(o => Math.Sqrt((o.I * o.I) + (o.J * o.J))):0.#} mm: they were moved in their planes (linear interpolation).");
    }

    static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
