using System.IO.Compression;
using System.Security.Cryptography;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>A volume file that is open: its header, and the stream that stands at the first voxel.</summary>
sealed class OpenRaster : IDisposable
{
    readonly HashingFileStream file;
    readonly IncrementalHash? pairHash;

    /// <summary>Takes over the streams.</summary>
    /// <param name="header">What the file says.</param>
    /// <param name="file">The file that holds the voxels.</param>
    /// <param name="voxels">The file itself, or what unpacks it; stands at the first voxel.</param>
    /// <param name="pairHash">The hash that a detached header began, or null.</param>
    public OpenRaster(RasterHeader header, HashingFileStream file, Stream voxels, IncrementalHash? pairHash = null) =>
        (Header, this.file, Voxels, this.pairHash) = (header, file, voxels, pairHash);

    public RasterHeader Header { get; }

    public Stream Voxels { get; }

    /// <summary>SHA-256 of the file (of header and data file one after the other for a pair), lower-case hex; call after the voxels are read.</summary>
    public string Finish(CancellationToken cancellation)
    {
        if (pairHash is null)
        {
            return file.FinishHash(cancellation);
        }

        file.FinishBlocks(cancellation);
        return Convert.ToHexStringLower(pairHash.GetCurrentHash());
    }

    public void Dispose()
    {
        if (!ReferenceEquals(Voxels, file))
        {
            Voxels.Dispose();
        }

        file.Dispose();
        pairHash?.Dispose();
    }
}
