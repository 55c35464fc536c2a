namespace DeepAnatomy.Imaging.Rasters;

/// <summary>A volume file that is open: its header, and the stream that stands at the first voxel.</summary>
sealed class OpenRaster : IDisposable
{
    readonly HashedFiles files;

    /// <summary>Takes over the streams.</summary>
    /// <param name="header">What the file says.</param>
    /// <param name="files">The file or files of the image; the last holds the voxels.</param>
    /// <param name="voxels">That file itself, or what unpacks it; stands at the first voxel.</param>
    public OpenRaster(RasterHeader header, HashedFiles files, Stream voxels) => (Header, this.files, Voxels) = (header, files, voxels);

    public RasterHeader Header { get; }

    public Stream Voxels { get; }

    /// <summary>SHA-256 of the file (of header and data file one after the other for a pair), lower-case hex; call after the voxels are read.</summary>
    public string FinishHash(CancellationToken cancellation) => files.FinishHash(cancellation);

    public void Dispose()
    {
        Voxels.Dispose();
        files.Dispose();
    }
}
