using System.CommandLine;
using DeepAnatomy.Cli.Models;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Initialization;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model create ARCHITECTURE OUT</c>: a fresh model of a template or an <c>architecture.json</c>.</summary>
static class ModelCreateCommand
{
    public static Command Create(CommandEdge edge)
    {
        var architecture = new Argument<string>("architecture") { Description = $"An architecture.json, or a template with its defaults: {string.Join(", ", ArchitectureTemplates.All.Select(t => t.Defaults.Id))}." };
        var output = new Argument<string>("output") { Description = "The file to write: .keras, .weights.h5, .safetensors, or .json (architecture)." };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the weights: the same seed gives the same model.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("create", "Make a model with fresh weights from a template or an architecture.json.") { architecture, output, seed };
        return edge.Does(command, parsed =>
        {
            var target = parsed.GetRequiredValue(output);
            ModelFiles.CheckName(target);
            var network = NetworkOf(parsed.GetRequiredValue(architecture));
            var model = new Model { Network = network, Weights = WeightInitializer.Create(network, parsed.GetValue(seed)), Origin = new("template") };
            ModelFiles.Write(model, target, TimeProvider.System.GetLocalNow());
            edge.Terminal.Out.WriteLine(target);
            return ExitCodes.Done;
        });
    }

    static Network NetworkOf(string name)
    {
        if (ArchitectureTemplates.All.FirstOrDefault(t => t.Defaults.Id == name) is { } template)
        {
            return template.Defaults.Build();
        }

        return ArchitectureFile.Read(name) switch
        {
            TemplateArchitecture { Template: var chosen } => chosen.Build(),
            GraphArchitecture { Network: var network } => network,
            ModelArchitecture { Path: var path } => new ModelInput(path, null, new(), null).Read().Model.Network,
            _ => throw new UsageException($"{name}: this kind of architecture is not known."),
        };
    }
}
