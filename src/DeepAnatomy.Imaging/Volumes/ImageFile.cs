using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.MetaImage;
using DeepAnatomy.Imaging.Nifti;
using DeepAnatomy.Imaging.Nrrd;
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
        return new(hu, AcquisitionFacts.None, warnings, path, open.FinishHash(cancellation));
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
        var sha256 = open.FinishHash(cancellation);
        var (set, reason) = labelSet is not null
            ? (labelSet, $"label set '{labelSet.Id}' as given")
            : LabelNames.Find(path, voxels, open.Header.LabelNames, warnings);
        return new(new(voxels, set), reason, warnings, path, sha256) { IsPlane = open.Header.IsPlane };
    }

    /// <summary>Reads real numbers, such as a map of probabilities, in the voxel axes of the file; scaled as the file says.</summary>
    /// <param name="path">A file of the formats of <see cref="ReadCt"/>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="UnreadableImageException">The file is missing or damaged, or a voxel is not a number.</exception>
    public static Volume<float> ReadNumbers(string path, CancellationToken cancellation = default)
    {
        using var open = Open(path);
        var sink = new NumberSink(open.Header);
        VoxelReader.Fill(open, sink, cancellation);
        return sink.Finish();
    }

    /// <summary>Where the voxels of a file lie, from its header alone.</summary>
    /// <param name="path">A file of the formats of <see cref="ReadCt"/>.</param>
    /// <exception cref="UnreadableImageException">The file is missing, or its header is damaged.</exception>
    public static Grid ReadGrid(string path)
    {
        using var open = Open(path);
        return open.Header.Grid;
    }

    /// <summary>Writes Hounsfield units; the format follows the name: <c>.nii</c>, <c>.nii.gz</c>, <c>.nrrd</c>, <c>.mha</c>.</summary>
    /// <remarks>Whole or not at all; the same volume gives the same bytes.</remarks>
    /// <exception cref="ArgumentException">A name of another format.</exception>
    public static void WriteCt(string path, Volume<short> hu, CancellationToken cancellation = default)
    {
        switch (FormatByName(path))
        {
            case Format.Nifti: NiftiWriter.WriteHu(path, hu, cancellation); break;
            case Format.Nrrd: NrrdWriter.WriteHu(path, hu, cancellation); break;
            default: MetaImageWriter.WriteHu(path, hu, cancellation); break;
        }
    }

    /// <summary>Writes a label map, its names in the file where the format has a place for them, and <c>NAME.labels.json</c> beside it; the format follows the name as in <see cref="WriteCt"/>.</summary>
    /// <exception cref="ArgumentException">A name of another format.</exception>
    public static void WriteLabelMap(string path, LabelMap labels, CancellationToken cancellation = default)
    {
        switch (FormatByName(path))
        {
            case Format.Nifti: NiftiWriter.WriteLabels(path, labels, cancellation); break;
            case Format.Nrrd: NrrdWriter.WriteLabels(path, labels, cancellation); break;
            default: MetaImageWriter.WriteLabels(path, labels.Voxels, cancellation); break;
        }

        LabelNamesFile.Write(path, labels.Labels);
    }

    /// <summary>Whether <see cref="WriteCt"/> knows the format of a file name.</summary>
    public static bool CanWrite(string path) => TryFormat(path) is not null;

    enum Format
    {
        Nifti,
        Nrrd,
        MetaImage,
    }

    static Format FormatByName(string path) =>
        TryFormat(path) ?? throw new ArgumentException($"'{path}' must end in .nii.gz, .nii, .nrrd or .mha.", nameof(path));

    static Format? TryFormat(string path)
    {
        bool Ends(string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
        return Ends(".nii") || Ends(".nii.gz") ? Format.Nifti : Ends(".nrrd") ? Format.Nrrd : Ends(".mha") ? Format.MetaImage : null;
    }

    /// <summary>The one place where a format is chosen for reading, by content; folders and DICOM files are not read here.</summary>
    static OpenRaster Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UnreadableImageException(path, "it is a folder, not a volume file", "Give a NIfTI, NRRD or MetaImage file");
        }

        var start = FileStart.Read(path);
        if (start.AsSpan().StartsWith("NRRD"u8))
        {
            return NrrdFile.Open(path);
        }

        if (MetaImageFile.IsMetaImage(start))
        {
            return MetaImageFile.Open(path);
        }

        var isPairImage = path.EndsWith(".img", StringComparison.OrdinalIgnoreCase);
        return isPairImage || FileStart.IsGzip(start) || NiftiHeader.Recognise(start) is not null
            ? NiftiFile.Open(path)
            : throw new UnreadableImageException(path, "it is none of the known formats", "Give a NIfTI, NRRD or MetaImage file, or a folder of DICOM files");
    }
}
