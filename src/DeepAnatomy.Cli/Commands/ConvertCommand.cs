using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>convert IN OUT</c>: from any format that is read to any that is written, optionally reoriented or resampled.</summary>
static class ConvertCommand
{
    const string SegmentationFile = ".dcm";

    public static Command Create(CommandEdge edge)
    {
        var input = new Argument<string>("in") { Description = "CT or label map in any format, or a DICOM folder; with --labels also a DICOM SEG or RTSTRUCT." };
        var output = new Argument<string>("out") { Description = "The file to write: .nii.gz, .nii or .nrrd; with --labels also .dcm (SEG); with --dicom a folder." };
        var labels = new Option<bool>("--labels") { Description = "The input is a label map: values stay whole and names travel along." };
        var dicom = new Option<bool>("--dicom") { Description = "Write the CT as a DICOM series into a new or empty folder." };
        var reference = new Option<string?>("--reference") { Description = "With --labels: the CT of the labels, needed for an RTSTRUCT; a SEG that is written joins the study that --dicom makes of it.", HelpName = "CT" };
        var algorithm = new Option<SegmentAlgorithm>("--algorithm") { Description = "How the labels were made, for a SEG that is written: Automatic, Semiautomatic or Manual.", DefaultValueFactory = _ => SegmentAlgorithm.Automatic };
        var axes = new Option<string?>("--axes") { Description = "Voxel axes of the output, for example LPS or RAS; no value changes.", HelpName = "CODES" };
        var spacing = new Option<double[]>("--spacing") { Description = "Resample to this spacing, mm: one number, or three along the input's i, j, k.", Arity = new ArgumentArity(1, 3), AllowMultipleArgumentsPerToken = true, HelpName = "MM" };
        var interpolation = new Option<Interpolation>("--interpolation") { Description = "Nearest, Linear or CubicBSpline; label maps always take the nearest.", DefaultValueFactory = _ => Interpolation.Linear };
        var series = ImageOptions.Series();
        var command = new Command("convert", "Convert images and label maps between formats.") { input, output, labels, dicom, reference, algorithm, axes, spacing, interpolation, series };
        return edge.Does(command, parsed =>
        {
            var work = new Conversion(edge, parsed.GetRequiredValue(input), parsed.GetRequiredValue(output))
            {
                IsLabels = parsed.GetValue(labels),
                ToSeries = parsed.GetValue(dicom),
                Reference = parsed.GetValue(reference),
                Algorithm = parsed.GetValue(algorithm),
                Axes = parsed.GetValue(axes)?.ToUpperInvariant(),
                SpacingMm = parsed.GetValue(spacing) ?? [],
                Interpolation = parsed.GetValue(interpolation),
                Series = parsed.GetValue(series),
            };
            work.Check();
            work.Run();
            edge.Terminal.Out.WriteLine(work.Target);
            return ExitCodes.Done;
        });
    }

    /// <summary>One conversion as the user asked for it.</summary>
    sealed class Conversion(CommandEdge edge, string source, string target)
    {
        public string Target => target;

        public required bool IsLabels { get; init; }

        public required bool ToSeries { get; init; }

        public required string? Reference { get; init; }

        public required SegmentAlgorithm Algorithm { get; init; }

        public required string? Axes { get; init; }

        public required double[] SpacingMm { get; init; }

        public required Interpolation Interpolation { get; init; }

        public required int? Series { get; init; }

        bool ToSegmentation => target.EndsWith(SegmentationFile, StringComparison.OrdinalIgnoreCase);

        /// <summary>Refuses early what cannot be meant.</summary>
        public void Check()
        {
            ConversionChecks.Values(Axes, SpacingMm);
            ConversionChecks.Kind(target, IsLabels, ToSeries, ToSegmentation, Reference, Algorithm);
            if (!ToSeries)
            {
                OutputPath.CheckWritable(target, SegmentationFile);
            }
        }

        public void Run()
        {
            if (IsLabels)
            {
                Labels();
            }
            else
            {
                Ct();
            }
        }

        void Labels()
        {
            var reference = Reference is { } path ? CtInput.Read(path, Series, edge) : null;
            var reading = LabelMapInput.Read(source, reference, edge);
            if (reference is not null && !reading.Map.Voxels.Grid.IsSameAs(reference.Hu.Grid) && !OnCanonicalAxes(reading.Map.Voxels).IsSameAs(OnCanonicalAxes(reference.Hu)))
            {
                throw new UsageException($"{source} ({reading.Map.Grid}) does not lie on the voxels of {Reference} ({reference.Hu.Grid}); give the CT it belongs to.");
            }

            var map = reading.Map with { Voxels = Changed(reading.Map.Voxels, Interpolation.Nearest, (ushort)0) };
            if (!ToSegmentation)
            {
                ImageFile.WriteLabelMap(target, map, edge.CancellationToken);
                return;
            }

            if (map.Voxels.Voxels.IndexOfAnyExcept((ushort)0) < 0)
            {
                throw new WorkNotDoneException($"{source}: the label map is empty; a DICOM segmentation needs at least one segment.");
            }

            DicomSegmentation.Write(target, map, Texts(reference?.Sha256 ?? reading.Sha256, "Segmentation"), Algorithm, edge.CancellationToken);
        }

        void Ct()
        {
            var scan = CtInput.Read(source, Series, edge);
            foreach (var warning in scan.Warnings)
            {
                edge.Terminal.Note($"note: {warning}");
            }

            var hu = Changed(scan.Hu, Interpolation, (short)-1024);
            if (!ToSeries)
            {
                ImageFile.WriteCt(target, hu, edge.CancellationToken);
                return;
            }

            using var folder = new StagedFolder(target);
            DicomSeriesWriter.Write(Axes is null ? hu.ToAxes("LPS") : hu, scan.Facts, folder.Path, Texts(scan.Sha256, "CT"), edge.CancellationToken);
            folder.Publish();
        }

        static Grid OnCanonicalAxes<T>(Volume<T> volume)
            where T : unmanaged => volume.ToAxes("LPS").Grid;

        // UIDs depend on the voxels alone: the same input gives the same study, another patient's another.
        static DicomSeriesTexts Texts(string sha256, string description) => new() { StudySeed = sha256, SeriesSeed = description, Description = description };

        Volume<T> Changed<T>(Volume<T> volume, Interpolation how, T outside)
            where T : unmanaged, System.Numerics.INumber<T>
        {
            if (SpacingMm is [var first, ..])
            {
                var spacing = SpacingMm.Length == 1 ? new Spacing(first, first, first) : new Spacing(first, SpacingMm[1], SpacingMm[2]);
                volume = Resampler.ToSpacing(volume, spacing, how, outside, cancellationToken: edge.CancellationToken);
            }

            return Axes is null ? volume : volume.ToAxes(Axes);
        }
    }
}
