using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Refuses headers that promise more voxels than their file can hold, before anything is allocated.</summary>
static class PlausibleSize
{
    /// <summary>The most that deflate can expand (1032 : 1).</summary>
    const long DeflateLimit = 1032;

    /// <summary>Beyond this many voxels a file that is nearly all compression is taken for a bomb: no such label map is useful either.</summary>
    const long SuspiciousVoxels = 300_000_000;
    const long SuspiciousRatio = 500;

    /// <summary>The shape of a volume from sizes in a header.</summary>
    /// <exception cref="UnreadableImageException">A size is not positive, or the product is beyond one array.</exception>
    public static Shape Checked(string path, long i, long j, long k)
    {
        if (i <= 0 || j <= 0 || k <= 0 || i > int.MaxValue || j > int.MaxValue || k > int.MaxValue)
        {
            throw new UnreadableImageException(path, $"the header gives the size {i}×{j}×{k}", "The file is damaged or is not a volume; export it again");
        }

        return (Int128)i * j * k <= Shape.MaxCount
            ? new Shape((int)i, (int)j, (int)k)
            : throw new UnreadableImageException(path, $"the header gives {i}×{j}×{k} voxels, more than the {Shape.MaxCount:N0} this product reads", "Crop the volume, or export it again if the size is wrong");
    }

    /// <summary>Checks the voxels that follow uncompressed.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="rawBytes">What the header promises.</param>
    /// <param name="availableBytes">What the file has from the first voxel on.</param>
    public static void CheckRaw(string path, long rawBytes, long availableBytes)
    {
        if (rawBytes > availableBytes)
        {
            throw Truncated(path, rawBytes, availableBytes);
        }
    }

    /// <summary>Checks the voxels that follow compressed.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="shape">The voxels.</param>
    /// <param name="rawBytes">What the header promises.</param>
    /// <param name="compressedBytes">The length of the compressed file.</param>
    public static void CheckCompressed(string path, Shape shape, long rawBytes, long compressedBytes)
    {
        if (rawBytes / DeflateLimit > compressedBytes)
        {
            throw new UnreadableImageException(path, $"the header promises {rawBytes:N0} bytes of voxels, which {compressedBytes:N0} compressed bytes cannot hold", "The file is truncated or damaged; copy or export it again");
        }

        if (shape.Count > SuspiciousVoxels && rawBytes / SuspiciousRatio > compressedBytes)
        {
            throw new UnreadableImageException(path, $"{shape} voxels in {compressedBytes:N0} compressed bytes look like an empty volume or a decompression bomb", "Crop the volume to the body");
        }
    }

    public static UnreadableImageException Truncated(string path, long rawBytes, long availableBytes) =>
        new(path, $"the voxels end after {availableBytes:N0} of {rawBytes:N0} bytes", "The file is truncated; copy or export it again");
}
