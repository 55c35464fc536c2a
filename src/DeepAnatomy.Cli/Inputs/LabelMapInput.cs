using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Inputs;

/// <summary>Reads the label map that a user names: a volume file, a DICOM SEG, or an RTSTRUCT with its CT.</summary>
static class LabelMapInput
{
    /// <summary>Reads a label map and says what the reader noticed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reference">The CT that was given with it; an RTSTRUCT needs one, other files do not.</param>
    /// <param name="edge">Where notes go.</param>
    public static LabelMapReading Read(string path, CtScan? reference, CommandEdge edge)
    {
        var reading = CtInput.IsDicom(path) ? ReadDicom(path, reference, edge.CancellationToken) : ImageFile.ReadLabels(path, cancellation: edge.CancellationToken);
        foreach (var warning in reading.Warnings)
        {
            edge.Terminal.Note($"note: {warning}");
        }

        return reading;
    }

    static LabelMapReading ReadDicom(string path, CtScan? reference, CancellationToken cancellationToken)
    {
        if (!RtStructureSet.IsStructureSet(path))
        {
            return DicomSegmentation.ReadLabels(path, cancellationToken);
        }

        return reference is not null
            ? RtStructureSet.ReadLabels(path, reference.Hu.Grid, cancellationToken)
            : throw new UsageException($"{path}: contours (RTSTRUCT) have no voxels; add --reference CT with the scan they were drawn on.");
    }
}
