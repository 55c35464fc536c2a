using System.CommandLine;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Sending;
using DeepAnatomy.Cli.Trainings;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>train CONFIG</c>: trains a network, goes on with a run, or shows and checks what would be done.</summary>
static class TrainCommand
{
    public static Command Create(CommandEdge edge)
    {
        var configuration = new Argument<string>("config") { Description = "Configuration (YAML): data, preprocessing, loss, optimizer, limits. Schema: contracts/configuration.schema.json." };
        var architecture = new Option<string?>("--arch") { Description = "Architecture (JSON); without one that of the configuration, else a small U-Net that fits the data.", HelpName = "FILE" };
        var run = new Option<string?>("--run") { Description = "Folder of the run (default: runs/NAME).", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run of that folder, or begin it when there is none." };
        var set = new Option<string[]>("--set") { Description = "Change a setting: path.to.field=value; may be given several times.", HelpName = "K=V" };
        var cache = new Option<string?>("--cache") { Description = "Folder of preprocessed scans (default: .prepared beside the folder of the run).", HelpName = "DIR" };
        var print = new Option<bool>("--print-config") { Description = "Print all settings with their description, and do nothing." };
        var language = new Option<string>("--lang") { Description = "Language of the descriptions.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "de");
        var (server, tokenFile, wait) = (ServerOptions.Server(), ServerOptions.TokenFile(), ServerOptions.Wait());
        var dry = new Option<bool>("--dry-run") { Description = "Check everything, time three iterations, and write no run." };
        var json = new Option<bool>("--json") { Description = "With --dry-run: print what it needs as JSON." };
        var command = new Command("train", "Train a network on annotated scans. Research use only.") { configuration, architecture, run, resume, set, cache, print, language, dry, json, server, tokenFile, wait };
        return edge.Does(command, parsed =>
        {
            var (path, overrides) = (parsed.GetRequiredValue(configuration), parsed.GetValue(set) ?? []);
            if (parsed.GetValue(print))
            {
                return Print(edge, path, overrides, parsed.GetRequiredValue(language) == "de");
            }

            var request = new TrainRequest(path, [.. overrides], parsed.GetValue(architecture), parsed.GetValue(run), parsed.GetValue(cache), parsed.GetValue(resume), parsed.GetValue(server) is { } url ? ServerAddress.Of(url, parsed.GetValue(tokenFile)) : null, TimeSpan.FromSeconds(parsed.GetValue(wait)));
            var work = new TrainWork(edge, request);
            return parsed.GetValue(dry) ? work.Check(parsed.GetValue(json)) : work.Train();
        });
    }

    static int Print(CommandEdge edge, string path, string[] overrides, bool isGerman)
    {
        var problems = new ProblemList();
        var configuration = ConfigurationFile.Read(path, overrides, problems);
        if (!problems.IsEmpty)
        {
            throw new InvalidDocumentException(path, problems.Sorted());
        }

        edge.Terminal.Out.Write(SettingsText.Of(configuration, withComments: true, isGerman));
        return ExitCodes.Done;
    }
}
