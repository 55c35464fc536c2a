using System.Collections.Immutable;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>What a file or folder holds.</summary>
/// <param name="Path">The file or folder as given.</param>
/// <param name="Series">Every series of images, by number and description.</param>
/// <param name="Unused">Files that are no part of a series, with the reason, by path.</param>
/// <param name="Objects">Segmentations and contour sets found, by path.</param>
public sealed record DicomCatalogue(string Path, ImmutableArray<DicomSeries> Series, ImmutableArray<UnusedFile> Unused, ImmutableArray<string> Objects)
{
    /// <summary>How many files were left out for every reason, the most frequent first.</summary>
    public IReadOnlyList<(string Reason, int Count)> UnusedCounts =>
        [.. Unused.GroupBy(u => u.Reason).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal)];
}

/// <summary>A file that is no part of a series.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record UnusedFile(string Path, string Reason);

/// <summary>How far a scan of a folder is.</summary>
/// <param name="Done">Files looked at.</param>
/// <param name="Total">Files found.</param>
public readonly record struct ScanProgress(int Done, int Total);
