using System.Security.Cryptography;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>The files of one image, read one after the other under one SHA-256: a single file, or a header and its data file.</summary>
sealed class HashedFiles : IDisposable
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Opens the first file.</summary>
    public HashedFiles(string path) => (Path, Current) = (path, new HashingFileStream(path, hash));

    /// <summary>The file that was opened first.</summary>
    public string Path { get; }

    /// <summary>The file that is being read.</summary>
    public HashingFileStream Current { get; private set; }

    /// <summary>What is left of the current file, bytes.</summary>
    public long RemainingBytes => Current.Length - Current.Position;

    /// <summary>Hashes the rest of the current file and opens the next.</summary>
    public void MoveTo(string path, CancellationToken cancellation = default)
    {
        Current.FinishBlocks(cancellation);
        Current.Dispose();
        Current = new HashingFileStream(path, hash);
    }

    /// <summary>Opens the data file that a header names; it must lie in the header's folder or below.</summary>
    /// <exception cref="UnreadableImageException">It does not, or it is missing.</exception>
    public void MoveToNamed(string name)
    {
        if (name.Length == 0 || name.Any(char.IsControl))
        {
            throw new UnreadableImageException(Path, "the name of its data file is damaged", "Export the file again");
        }

        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name.Replace('\\', '/')));
        if (!full.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal))
        {
            throw new UnreadableImageException(Path, $"its voxels are in '{TextHeader.Short(name)}', outside the folder of the header", "Put the data file beside the header and name it there");
        }

        if (!File.Exists(full))
        {
            throw new UnreadableImageException(Path, $"its data file '{TextHeader.Short(name)}' is missing", "Put the data file beside the header");
        }

        MoveTo(full);
    }

    /// <summary>Hashes the rest and returns the SHA-256 of all bytes of all files, lower-case hex.</summary>
    public string FinishHash(CancellationToken cancellation)
    {
        Current.FinishBlocks(cancellation);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose()
    {
        Current.Dispose();
        hash.Dispose();
    }
}
