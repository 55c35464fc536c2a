using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>The regions of an RTSTRUCT that have closed contours, in voxel positions of a grid.</summary>
sealed class StructureRegions
{
    // Parts of a slice: contours closer than this lie in one plane; one that leaves its plane by more is not parallel to the slices.
    const double SamePlane = 0.01, Flat = 0.5;

    readonly Grid grid;
    readonly List<DicomSegment> segments = [];
    readonly List<ILookup<int, Contour>> contours = [];
    readonly List<string> warnings = [];

    StructureRegions(Grid grid) => this.grid = grid;

    public IReadOnlyList<DicomSegment> Segments => segments;

    public IReadOnlyList<string> Warnings => warnings;

    public static StructureRegions Read(DicomFile file, Grid grid)
    {
        var regions = new StructureRegions(grid);
        var names = new SegmentNames(file.Header);
        var drawn = file.Header.Items(Tags.RoiContour).Where(r => r.Integer(Tags.ReferencedRoiNumber) is not null).ToLookup(r => r.Integer(Tags.ReferencedRoiNumber)!.Value);
        var described = file.Header.Items(Tags.StructureSetRoi).Where(r => r.Integer(Tags.RoiNumber) is >= 0 and <= ushort.MaxValue).DistinctBy(r => r.Integer(Tags.RoiNumber)).OrderBy(r => r.Integer(Tags.RoiNumber)).ToArray();

        // A value 0 would be background: files that count from 0 get values from 1.
        var shift = described.Length > 0 && described[0].Integer(Tags.RoiNumber) == 0 ? 1 : 0;
        foreach (var region in described)
        {
            var number = region.Integer(Tags.RoiNumber)!.Value;
            var name = names.Of(region.Text(Tags.RoiName), "region", number);
            if (number + shift <= ushort.MaxValue)
            {
                regions.Add(new(number, name, AlgorithmOf(region), (ushort)(number + shift)), drawn[number].SelectMany(r => r.Items(Tags.ContourSequence)));
            }
        }

        return regions.segments.Count > 0
            ? regions
            : throw new DicomFormatException("it has no closed contour on the slices of the reference image (was it drawn on another CT?)");
    }

    public void Draw(IMaskSink sink, CancellationToken cancellationToken)
    {
        var slice = new byte[grid.Shape.SliceCount];
        for (var n = 0; n < segments.Count; n++)
        {
            foreach (var group in contours[n])
            {
                cancellationToken.ThrowIfCancellationRequested();
                Array.Clear(slice);
                var nearest = group.Min(c => Math.Abs(c.K - group.Key));
                PolygonRaster.Fill([.. group.Where(c => Math.Abs(c.K - group.Key) <= nearest + SamePlane).Select(c => c.Corners)], grid.Shape.I, grid.Shape.J, slice);
                sink.Add(n, group.Key, slice);
            }
        }
    }

    void Add(DicomSegment segment, IEnumerable<DataSet> items)
    {
        var (all, outside) = (new List<Contour>(), 0);
        foreach (var item in items)
        {
            if (item.Text(Tags.ContourGeometricType) is "CLOSED_PLANAR" or "CLOSEDPLANAR_XOR" && ContourOf(item, segment.Name) is { } contour)
            {
                if (contour.K >= -0.5 && contour.K < grid.Shape.K - 0.5)
                {
                    all.Add(contour);
                }
                else
                {
                    outside++;
                }
            }
        }

        if (outside > 0)
        {
            warnings.Add($"{outside} contours of {segment.Name} lie above or below the reference image and are left out.");
        }

        if (all.Count == 0)
        {
            warnings.Add($"{segment.Name} has no closed contour on the reference image and is left out.");
            return;
        }

        segments.Add(segment);
        contours.Add(all.ToLookup(c => (int)Math.Floor(c.K + 0.5)));
        NoteGaps(segment.Name, all);
    }

    // Contours on every second slice would give half the volume: the user must know.
    void NoteGaps(string name, List<Contour> all)
    {
        var slices = all.Select(c => (int)Math.Floor(c.K + 0.5)).Distinct().Order().ToArray();
        var gaps = slices[^1] - slices[0] + 1 - slices.Length;
        if (gaps > 0)
        {
            warnings.Add($"{name} has no contour on {gaps} of the {slices[^1] - slices[0] + 1} slices it spans; they stay empty.");
        }
    }

    Contour? ContourOf(DataSet item, string name)
    {
        var data = item.Decimals(Tags.ContourData, 3);
        if (data is null || data.Length % 3 != 0)
        {
            throw new DicomFormatException($"a contour of {name} has no valid points");
        }

        if (data.Length < 9)
        {
            return null;
        }

        if (data.Any(d => Math.Abs(d) > 1e6))
        {
            throw new DicomFormatException($"a contour of {name} lies impossibly far away");
        }

        var corners = new (double I, double J)[data.Length / 3];
        double lowest = double.MaxValue, highest = double.MinValue, sum = 0;
        for (var n = 0; n < corners.Length; n++)
        {
            var (i, j, k) = grid.ToVoxel(new PatientPoint(data[3 * n], data[(3 * n) + 1], data[(3 * n) + 2]));
            corners[n] = (i, j);
            (lowest, highest, sum) = (Math.Min(lowest, k), Math.Max(highest, k), sum + k);
        }

        return highest - lowest < Flat
            ? new(corners, sum / corners.Length)
            : throw new DicomFormatException($"a contour of {name} is not parallel to the slices of the reference image");
    }

    static SegmentAlgorithm AlgorithmOf(DataSet region) => region.Text(Tags.RoiGenerationAlgorithm) switch
    {
        "AUTOMATIC" => SegmentAlgorithm.Automatic,
        "SEMIAUTOMATIC" => SegmentAlgorithm.Semiautomatic,
        "MANUAL" => SegmentAlgorithm.Manual,
        _ => SegmentAlgorithm.Unknown,
    };

    /// <summary>A closed polygon in pixels, and the slice position of its plane.</summary>
    sealed record Contour((double I, double J)[] Corners, double K);
}
