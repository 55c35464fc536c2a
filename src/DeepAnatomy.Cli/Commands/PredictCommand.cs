using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Predictions;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>predict MODEL… CT OUT</c>: segments a CT with one trained network or several.</summary>
static class PredictCommand
{
    public static Command Create(CommandEdge edge)
    {
        var paths = new Argument<string[]>("model... ct out") { Description = "One model or several (.keras, .h5, an nnU-Net folder or .pth), whose predictions are averaged; then the CT (a file, or a DICOM folder); then the label map to write (.nii.gz, .nii or .nrrd).", Arity = ArgumentArity.OneOrMore };
        var probabilities = new Option<string?>("--probabilities") { Description = "Also write the probability of every class, one map each, into this .nii (bytes, 255 = 1).", HelpName = "FILE" };
        var uncertainty = new Option<string?>("--uncertainty") { Description = "Also write two maps into this .nii: entropy, and disagreement of models, mirrored views and overlapping tiles (bytes, 255 = 1).", HelpName = "FILE" };
        var mirror = new Option<bool>("--mirror") { Description = "Average over mirrored views (test-time augmentation); left and right classes are exchanged where the model tells them apart." };
        var slices = new Option<int[]>("--k") { Description = "First and last slice (k of the file, from 0) to segment; the rest becomes background.", HelpName = "FROM TO", Arity = new(2, 2), AllowMultipleArgumentsPerToken = true };
        var step = new Option<double>("--step") { Description = "Largest distance of two tiles, as a share of the tile.", DefaultValueFactory = _ => 0.5, HelpName = "SHARE" };
        var threads = new Option<int?>("--threads") { Description = "Threads of the network; by default the number of processors.", HelpName = "N" };
        var card = new Option<string?>("--card") { Description = "Model card to use for all models instead of their own.", HelpName = "FILE" };
        var (series, json) = (ImageOptions.Series(), ImageOptions.Json());
        var command = new Command("predict", "Segment a CT with a trained network, or the average of several.") { paths, probabilities, uncertainty, mirror, slices, step, threads, card, series, json };
        return edge.Does(command, parsed =>
        {
            var given = parsed.GetValue(paths)!;
            if (given.Length < 3)
            {
                throw new UsageException("predict needs at least one model, then the CT, then the label map to write.");
            }

            var request = new PredictionRequest
            {
                Models = given[..^2],
                Output = given[^1],
                Card = parsed.GetValue(card),
                Probabilities = parsed.GetValue(probabilities),
                Uncertainty = parsed.GetValue(uncertainty),
                Mirrors = parsed.GetValue(mirror),
                Slices = parsed.GetValue(slices) is [var from, var to] ? (from, to) : null,
                Step = parsed.GetValue(step),
                Threads = parsed.GetValue(threads) ?? Environment.ProcessorCount,
            };
            request.Check();
            using var models = LoadedModels.Open(request, edge.CancellationToken);
            var scan = CtInput.Read(given[^2], parsed.GetValue(series), edge);
            var labels = PredictionRun.Of(request, models, scan.Hu, edge);
            ImageFile.WriteLabelMap(request.Output, labels, edge.CancellationToken);
            Say(edge, request, models, labels.CountVoxels(), labels.Labels, scan.Warnings, parsed.GetValue(json));
            return ExitCodes.Done;
        });
    }

    static void Say(CommandEdge edge, PredictionRequest request, LoadedModels models, int[] counts, Imaging.Labels.LabelSet set, IEnumerable<string> warnings, bool isJson)
    {
        string[] files = [request.Output, .. new[] { request.Probabilities, request.Uncertainty }.OfType<string>()];
        if (isJson)
        {
            edge.Terminal.Out.WriteLine(JsonText.Of(new
            {
                files,
                models = models.Models.Select(model => new { file = model.Path, name = model.Name }),
                labels = set.Labels.Select(label => new { label.Value, label.Name, voxels = counts[label.Value] }),
                warnings,
            }));
            return;
        }

        foreach (var note in warnings)
        {
            edge.Terminal.Note($"note: {note}");
        }

        edge.Terminal.Out.WriteLine(string.Join(Environment.NewLine, files));
    }
}
