using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Sorts image planes into series that can each be one volume.</summary>
/// <remarks>
/// A Series Instance UID is believed where there is one, and split further where its images cannot be one volume: other size,
/// pixel spacing, orientation, image type or kernel (a localizer inside a series, mixed orientations), then, only when planes lie at the same
/// place, by acquisition, temporal position, stack, time, or folder. Without a UID the attributes that a reconstruction shares stand in for it.
/// </remarks>
static class SeriesGrouping
{
    // Cosine of 0.1 degrees: at the edge of a body 0.3 mm.
    const double SameDirection = 0.9999985;

    public static ImmutableArray<DicomSeries> Group(IReadOnlyList<InstanceHeader> images)
    {
        List<DicomSeries> series = [];
        foreach (var group in images.GroupBy(KeyOf))
        {
            var headers = group.ToList();
            var byPath = headers.ToDictionary(h => h.Path);
            var parts = ByShape(headers).SelectMany(SplitCollisions).ToList();
            foreach (var part in parts)
            {
                series.Add(new DicomSeries(byPath[part[0].Pixels.Path], part, parts.Count > 1));
            }
        }

        return [.. series
            .OrderBy(s => s.SeriesNumber ?? int.MaxValue)
            .ThenBy(s => s.Description, StringComparer.Ordinal)
            .ThenBy(s => s.FirstFile, StringComparer.Ordinal)
            .Select((s, n) => s.Numbered(n + 1))];
    }

    static string KeyOf(InstanceHeader h) => h.SeriesUid is { } uid
        ? $"{uid}|{h.Modality}"
        : string.Join('|', "no uid", h.Modality, h.StudyUid, h.SeriesNumber, h.FrameOfReference, h.RawSeriesDescription, h.Facts.Kernel, h.Facts.SliceThicknessMm, h.Facts.Manufacturer, h.StudyDate, h.PatientId);

    // The frames of a group, in lists of the same size, spacing, type, kernel and orientation.
    static IEnumerable<List<SliceFrame>> ByShape(List<InstanceHeader> headers)
    {
        foreach (var same in headers.SelectMany(h => h.Frames).GroupBy(ShapeKey))
        {
            List<List<SliceFrame>> clusters = [];
            foreach (var frame in same)
            {
                var home = clusters.Find(c => SameOrientation(c[0], frame));
                if (home is null)
                {
                    clusters.Add([frame]);
                }
                else
                {
                    home.Add(frame);
                }
            }

            foreach (var cluster in clusters)
            {
                yield return cluster;
            }
        }
    }

    static (int Rows, int Columns, bool Colour, double RowMm, double ColumnMm, string Type, string? Kernel, bool Placed) ShapeKey(SliceFrame f) => (
        f.Pixels.Layout.Rows,
        f.Pixels.Layout.Columns,
        f.Pixels.Layout.IsColour,
        Math.Round(f.RowSpacingMm ?? 0, 4),
        Math.Round(f.ColumnSpacingMm ?? 0, 4),
        string.Join('\\', f.ImageType.Take(3)),
        f.Kernel,
        f.HasGeometry);

    static bool SameOrientation(SliceFrame a, SliceFrame b) =>
        a.RowDirection is { } ar && b.RowDirection is { } br && a.ColumnDirection is { } ac && b.ColumnDirection is { } bc
            ? ar.Dot(br) > SameDirection && ac.Dot(bc) > SameDirection
            : a.RowDirection is null && b.RowDirection is null;

    // Planes at the same place are acquisitions over time, unless they are copies of each other.
    static IEnumerable<List<SliceFrame>> SplitCollisions(List<SliceFrame> frames)
    {
        if (frames.Count < 2 || !frames[0].HasGeometry || Collisions(frames) == 0)
        {
            return [frames];
        }

        Func<FrameMoments, string?>[] criteria =
            [m => m.AcquisitionNumber, m => m.Temporal, m => m.Stack, m => m.AcquisitionTime, m => m.Folder, m => m.ContentTime];
        foreach (var criterion in criteria)
        {
            var parts = frames.GroupBy(f => criterion(f.Moments) ?? "").Select(g => g.ToList()).ToList();

            // A criterion that only scatters the slices (a time per slice) does not tell acquisitions apart.
            if (parts.Count > 1 && parts.Count <= frames.Count / 2 && parts.All(p => Collisions(p) == 0))
            {
                return parts;
            }
        }

        return [frames];
    }

    static int Collisions(List<SliceFrame> frames)
    {
        var copies = 0;
        HashSet<(long, long, long)> places = [];
        HashSet<string> instances = [];
        foreach (var frame in frames)
        {
            var p = frame.Position!.Value;
            var isNew = places.Add((Step(p.XMm), Step(p.YMm), Step(p.ZMm)));
            var isCopy = frame.InstanceUid is { } uid && !instances.Add(uid);
            copies += isNew || isCopy ? 0 : 1;
        }

        return copies;
    }

    static long Step(double mm) => (long)Math.Round(Math.Clamp(mm, -1e9, 1e9) * 50);
}
