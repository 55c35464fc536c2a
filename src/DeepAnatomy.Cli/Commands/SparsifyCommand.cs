using System.CommandLine;
using System.Globalization;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Trainings;
using DeepAnatomy.Training.Setup;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>sparsify CONFIG OUT</c>: the dataset of a training as if less had been annotated.</summary>
static class SparsifyCommand
{
    public static Command Create(CommandEdge edge)
    {
        var config = new Argument<string>("config") { Description = "Configuration of a training (configuration.yaml): its dataset, and which cases validate and stay whole." };
        var output = new Argument<string>("out") { Description = "Folder for the label maps and dataset.csv; the scans stay where they are." };
        var slices = new Option<double?>("--slices") { Description = "Keep so many percent of each scan's annotated slices whole, above 0, at most 100.", HelpName = "PERCENT" };
        var scribbles = new Option<int?>("--scribbles") { Description = "Keep scribbles only, in so many slices of each scan, 1 to 10000.", HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Which slices and scribbles are kept.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var json = ImageOptions.Json();
        var command = new Command("sparsify", "Take annotation away from a training's dataset, to see how little is enough (SPLAT).") { config, output, slices, scribbles, seed, json };
        return edge.Does(command, parsed =>
        {
            var (percent, count) = (parsed.GetValue(slices), parsed.GetValue(scribbles));
            if (percent is null == count is null || percent is not (null or (> 0 and <= 100)) || count is not (null or (>= 1 and <= 10_000)))
            {
                throw new UsageException("Give either --slices with a percentage above 0 and at most 100, or --scribbles with a number from 1 to 10000.");
            }

            var experiment = new SparseExperiment(percent / 100, count, parsed.GetValue(seed));
            return Write(edge, parsed.GetRequiredValue(config), parsed.GetRequiredValue(output), experiment, parsed.GetValue(json));
        });
    }

    static int Write(CommandEdge edge, string config, string output, SparseExperiment experiment, bool isJson)
    {
        var reading = SetupReader.Read(new(config, [], null, ReadsVoxels: true), cancellation: edge.CancellationToken);
        if (reading.Setup is not { } setup)
        {
            foreach (var problem in reading.Problems)
            {
                edge.Terminal.Error.WriteLine(problem);
            }

            return ExitCodes.WrongInput;
        }

        var home = Path.GetFullPath(output);
        if (File.Exists(Path.Combine(home, SparseExperiment.TableName)))
        {
            throw new UsageException($"{output}: there is a dataset already. Give another folder, or remove it.");
        }

        using var folder = new StagedFolder(home);
        double kept;
        using (var line = edge.Terminal.Progress("taking annotation away"))
        {
            var total = setup.Dataset.Cases.Length;
            kept = experiment.Write(setup.Dataset, setup.ValidationCases, folder.Path, home, new Relay<int>(n => line.Report($"case {n} of {total}", (double)n / total)), edge.CancellationToken);
        }

        folder.Publish();
        var table = Path.Combine(home, SparseExperiment.TableName);
        edge.Terminal.Out.WriteLine(isJson
            ? JsonText.Of(new { dataset = table, keptShare = kept, whole = setup.ValidationCases })
            : string.Create(CultureInfo.InvariantCulture, $"{100 * kept:0.###} % of the voxels of {setup.TrainingCases.Length} cases stay annotated, the {setup.ValidationCases.Length} that validate wholly.{Environment.NewLine}Train with: deepanatomy train {config} --set data.path={table}"));
        return ExitCodes.Done;
    }
}
