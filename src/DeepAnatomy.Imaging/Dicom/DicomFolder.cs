using System.Collections.Immutable;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Finds the DICOM series in a folder by reading headers only.</summary>
public static class DicomFolder
{
    const int MaxFolderDepth = 32;
    const string Truncated = "damaged";

    /// <summary>Reads the header of every file below <paramref name="path"/> (any names, nested, mixed with other files), or of one file.</summary>
    /// <param name="path">A folder, or one file: a file stands for itself alone, never for the others beside it.</param>
    /// <param name="progress">Told about every file; may be null.</param>
    /// <param name="cancellationToken">Checked per file.</param>
    /// <exception cref="UnreadableImageException">The path does not exist, or cannot be listed.</exception>
    /// <remarks>Files that are not DICOM or are broken never stop a scan; they are listed with their reason.</remarks>
    public static DicomCatalogue Scan(string path, IProgress<ScanProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = Files(path);
        var found = new (InstanceHeader? Header, string? Reason)[files.Length];
        var done = 0;
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, n =>
        {
            found[n] = ReadHeader(files[n]);
            var count = Interlocked.Increment(ref done);
            progress?.Report(new(count, files.Length));
        });

        var unused = ImmutableArray.CreateBuilder<UnusedFile>();
        var objects = ImmutableArray.CreateBuilder<string>();
        List<InstanceHeader> images = [];
        for (var n = 0; n < files.Length; n++)
        {
            var (header, reason) = found[n];
            if (header is { Unused: null })
            {
                images.Add(header);
                continue;
            }

            unused.Add(new(files[n], reason ?? header!.Unused!));
            if (header?.SopClass is Kinds.Segmentation or Kinds.StructureSet)
            {
                objects.Add(files[n]);
            }
        }

        return new(path, SeriesGrouping.Group(images), unused.ToImmutable(), objects.ToImmutable());
    }

    static (InstanceHeader? Header, string? Reason) ReadHeader(string file)
    {
        try
        {
            return DicomFileParser.Read(file) is { } read ? (InstanceHeader.Of(read), null) : (null, "not DICOM");
        }
        catch (DicomFormatException e)
        {
            return (null, $"{Truncated}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, "cannot be read");
        }
    }

    static string[] Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UnreadableImageException(path, "there is no such file or folder", "Check the path");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0, MaxRecursionDepth = MaxFolderDepth };
        try
        {
            // Pipes and devices have no length; opening one would wait for ever.
            var files = new DirectoryInfo(path).EnumerateFiles("*", options).Where(f => f.Length > 0).Select(f => f.FullName).ToArray();
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(path, $"the folder cannot be listed ({e.Message})", "Check its permissions", e);
        }
    }
}
