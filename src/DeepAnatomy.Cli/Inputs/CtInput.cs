using DeepAnatomy.Cli.Terminals;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Inputs;

/// <summary>Reads the CT that a user names: a file of any format, or a folder with DICOM.</summary>
static class CtInput
{
    /// <summary>Reads a scan and says what the reader noticed.</summary>
    /// <param name="path">File or DICOM folder.</param>
    /// <param name="series">Number of the DICOM series as <c>info</c> lists it; null for the default choice.</param>
    /// <param name="edge">Where notes go.</param>
    public static CtScan Read(string path, int? series, CommandEdge edge)
    {
        using var progress = edge.Terminal.Progress($"reading {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}");
        progress.Report("reading", 0);
        var scan = IsDicom(path) ? DicomImage.ReadCt(path, series, edge.CancellationToken) : ImageFile.ReadCt(path, edge.CancellationToken);
        if (series is not null && !IsDicom(path))
        {
            throw new UsageException($"--series belongs to a DICOM folder; {path} is a single image.");
        }

        return scan;
    }

    /// <summary>Whether a path is read as DICOM: a folder, or a file with DICOM's mark.</summary>
    public static bool IsDicom(string path)
    {
        if (Directory.Exists(path))
        {
            return true;
        }

        if (!File.Exists(path))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[132];
        using var stream = File.OpenRead(path);
        return (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[128..].SequenceEqual("DICM"u8))
            || path.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase);
    }
}
