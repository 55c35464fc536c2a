using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>convert IN OUT</c>: from any format that is read to any that is written, optionally reoriented or resampled.</summary>
static class ConvertCommand
{
    public static Command Create(CommandEdge edge)
    {
        var input = new Argument<string>("in") { Description = "CT or label map in any format, or a DICOM folder." };
        var output = new Argument<string>("out") { Description = "The file to write: .nii.gz, .nii or .nrrd." };
        var labels = new Option<bool>("--labels") { Description = "The input is a label map: values stay whole and names travel along." };
        var axes = new Option<string?>("--axes") { Description = "Voxel axes of the output, for example LPS or RAS; no value changes.", HelpName = "CODES" };
        var spacing = new Option<double[]>("--spacing") { Description = "Resample to this spacing, mm: one number, or three along the input's i, j, k.", Arity = new ArgumentArity(1, 3), AllowMultipleArgumentsPerToken = true, HelpName = "MM" };
        var interpolation = new Option<Interpolation>("--interpolation") { Description = "Nearest, Linear or CubicBSpline; label maps always take the nearest.", DefaultValueFactory = _ => Interpolation.Linear };
        var series = ImageOptions.Series();
        var command = new Command("convert", "Convert images and label maps between formats.") { input, output, labels, axes, spacing, interpolation, series };
        return edge.Does(command, parsed =>
        {
            var (source, target) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            OutputPath.CheckWritable(target);
            var codes = parsed.GetValue(axes)?.ToUpperInvariant();
            var mm = parsed.GetValue(spacing) ?? [];
            CheckOptions(codes, mm);
            if (parsed.GetValue(labels))
            {
                var map = ImageFile.ReadLabelMap(source, cancellation: edge.CancellationToken);
                ImageFile.WriteLabelMap(target, map with { Voxels = Changed(map.Voxels, Interpolation.Nearest, (ushort)0) }, edge.CancellationToken);
            }
            else
            {
                var scan = CtInput.Read(source, parsed.GetValue(series), edge);
                foreach (var warning in scan.Warnings)
                {
                    edge.Terminal.Note($"note: {warning}");
                }

                ImageFile.WriteCt(target, Changed(scan.Hu, parsed.GetValue(interpolation), (short)-1024), edge.CancellationToken);
            }

            edge.Terminal.Out.WriteLine(target);
            return ExitCodes.Done;

            Volume<T> Changed<T>(Volume<T> volume, Interpolation how, T outside)
                where T : unmanaged, System.Numerics.INumber<T>
            {
                if (mm.Length > 0)
                {
                    volume = Resampler.ToSpacing(volume, mm.Length == 1 ? new Spacing(mm[0], mm[0], mm[0]) : new Spacing(mm[0], mm[1], mm[2]), how, outside, cancellationToken: edge.CancellationToken);
                }

                return codes is null ? volume : volume.ToAxes(codes);
            }
        });
    }

    static void CheckOptions(string? codes, double[] mm)
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
}
