using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary>Uses of <c>convert</c> that cannot be meant, each with one line that says what to do.</summary>
static class ConversionChecks
{
    public static void Kind(string target, bool isLabels, bool toSeries, bool toSegmentation, string? reference, SegmentAlgorithm algorithm)
    {
        if (isLabels && toSeries)
        {
            throw new UsageException("--dicom writes a CT series and --labels a segmentation; for labels as DICOM leave --dicom out and give a .dcm file.");
        }

        if (toSegmentation && !isLabels)
        {
            throw new UsageException(toSeries
                ? $"{target}: --dicom writes one file per slice; give a folder."
                : $"{target}: a .dcm file is written for label maps only (--labels); for a CT give a folder and --dicom.");
        }

        if (reference is not null && !isLabels)
        {
            throw new UsageException("--reference belongs to label maps; add --labels.");
        }

        if (algorithm == SegmentAlgorithm.Unknown)
        {
            throw new UsageException("--algorithm takes Automatic, Semiautomatic or Manual.");
        }

        if (toSeries)
        {
            Folder(target);
        }
    }

    public static void Values(string? codes, double[] mm)
    {
        if (mm.Length == 2 || mm.Any(v => !(v > 0.05 && v < 100)))
        {
            throw new UsageException("--spacing takes one or three numbers between 0.05 and 100 mm.");
        }

        if (codes is not null)
        {
            try
            {
                AxisPlan.Between(Reorientation.Canonical, codes);
            }
            catch (ArgumentException)
            {
                throw new UsageException($"--axes {codes}: give three letters, one each of L/R, P/A and S/I, for example LPS.");
            }
        }
    }

    // Slices of two scans in one folder would be read as one series or not at all.
    static void Folder(string target)
    {
        if (ImageFile.CanWrite(target))
        {
            throw new UsageException($"{target}: --dicom writes one file per slice; give a folder.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new UsageException($"{target}: the folder is not empty; give a new one for the series.");
        }
    }
}
