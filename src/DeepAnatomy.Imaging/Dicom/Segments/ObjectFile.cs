using System.Security.Cryptography;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Opens a single DICOM object of a kind that is wanted; every failure names the file in one line.</summary>
static class ObjectFile
{
    /// <summary>Reads a header, checks the kind of the object and hands it on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sopClass">The kind that is wanted.</param>
    /// <param name="kind">Its name for people, with article.</param>
    /// <param name="maxValueBytes">The longest value that is kept.</param>
    /// <param name="read">What to do with it.</param>
    public static T Read<T>(string path, string sopClass, string kind, int maxValueBytes, Func<DicomFile, T> read)
    {
        if (Directory.Exists(path))
        {
            throw new UnreadableImageException(path, "it is a folder", $"Give the one file that is {kind}");
        }

        try
        {
            var file = DicomFileParser.Read(path, maxValueBytes) ?? throw new UnreadableImageException(path, "it is no DICOM file", $"Give {kind}");
            return ClassOf(file) == sopClass
                ? read(file)
                : throw new UnreadableImageException(path, $"it is not {kind}{Instead(file.Header)}", $"Give {kind}");
        }
        catch (DicomFormatException e)
        {
            throw new UnreadableImageException(path, e.Message, "Copy or export the file again", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not UnreadableImageException)
        {
            throw new UnreadableImageException(path, File.Exists(path) ? $"it cannot be read ({e.Message})" : "there is no such file", "Check the name and its permissions", e);
        }
    }

    /// <summary>Whether a file is an object of a kind; false for one that cannot be read.</summary>
    public static bool IsOf(string path, string sopClass)
    {
        try
        {
            return File.Exists(path) && DicomFileParser.Read(path, maxValueBytes: 256) is { } file && ClassOf(file) == sopClass;
        }
        catch (Exception e) when (e is DicomFormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    static string? ClassOf(DicomFile file) => file.Header.Text(Tags.SopClass) ?? file.Header.Text(Tags.MediaStorageSopClass);

    static string Instead(DataSet header)
    {
        // Only what cannot be a sentence of damaged bytes goes into the message.
        var modality = header.Text(Tags.Modality);
        return modality is { Length: <= 16 } && modality.All(char.IsAsciiLetterOrDigit) ? $" but of modality {modality}" : "";
    }
}
