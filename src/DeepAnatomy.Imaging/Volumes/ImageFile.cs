using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Nifti;
using DeepAnatomy.Imaging.Rasters;

namespace DeepAnatomy.Imaging.Volumes;

/// <summary>Reads and writes CT volumes and label maps in files: NIfTI, NRRD, MetaImage; told apart by content.</summary>
public static class ImageFile
{
    /// <summary>Reads a CT as Hounsfield units, in the voxel axes of the file.</summary>
    /// <param name="path">A <c>.nii</c>, <c>.nii.gz</c>, <c>.hdr</c>/<c>.img</c>, <c>.nrrd</c>, <c>.nhdr</c>, <c>.mha</c> or <c>.mhd</c> file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UnreadableImageException">The file is missing, damaged, or no CT volume.</exception>
    public static CtScan ReadCt(string path, CancellationToken cancellation = default)
    {
        using var open = Open(path);
        var sink = new HuSink(open.Header);
        VoxelReader.Fill(open, sink, cancellation);
        var warnings = new List<string>(open.Header.Warnings);
        var hu = sink.Finish(warnings);
        return new(hu, AcquisitionFacts.None, warnings, path, open.Finish(cancellation));
    }

    /// <summary>Reads a label map, in the voxel axes of the file; what its values mean is looked up or recognised.</summary>
    /// <inheritdoc cref="ReadLabels"/>
    public static LabelMap ReadLabelMap(string path, LabelSet? labelSet = null, CancellationToken cancellation = default) =>
        ReadLabels(path, labelSet, cancellation).Map;

    /// <summary>Reads a label map together with what the reader noticed.</summary>
    /// <param name="path">A file of the formats of <see cref="ReadCt"/>.</param>
    /// <param name="labelSet">What the values mean where the caller knows; else the names beside or in the file, else recognition.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UnreadableImageException">The file is missing, damaged, or has values that are no labels (negative, fractional).</exception>
    public static LabelMapReading ReadLabels(string path, LabelSet? labelSet = null, CancellationToken cancellation = default)
    {
        using var open = Open(path);
        var sink = new LabelSink(open.Header);
        VoxelReader.Fill(open, sink, cancellation);
        var warnings = new List<string>(open.Header.Warnings);
        var voxels = sink.Finish(warnings);
        var sha256 = open.Finish(cancellation);
        var set = labelSet ?? new LabelSet(LabelMapReading.UnknownSetId, open.Header.LabelNames);
        return new(new(voxels, set), "names in the file", warnings, path, sha256);
    }

    /// <summary>Writes Hounsfield units; the format follows the name (<c>.nii</c>, <c>.nii.gz</c>).</summary>
    /// <remarks>Whole or not at all; the same volume gives the same bytes.</remarks>
    /// <exception cref="ArgumentException">A name of another format.</exception>
    public static void WriteCt(string path, Volume<short> hu, CancellationToken cancellation = default) =>
        NiftiWriter.WriteHu(path, hu, cancellation);

    /// <summary>Writes a label map; the format follows the name as in <see cref="WriteCt"/>.</summary>
    /// <exception cref="ArgumentException">A name of another format.</exception>
    public static void WriteLabelMap(string path, LabelMap labels, CancellationToken cancellation = default) =>
        NiftiWriter.WriteLabels(path, labels, cancellation);

    static OpenRaster Open(string path) => NiftiFile.Open(path);
}
