using System.CommandLine;
using DeepAnatomy.Cli.Models;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model convert M OUT</c>: from any format that is read to any that is written.</summary>
static class ModelConvertCommand
{
    public static Command Create(CommandEdge edge)
    {
        var parts = new ModelInput.Parts();
        var output = new Argument<string>("output") { Description = "The file to write: .keras, .weights.h5, .safetensors, or .json (architecture)." };
        var command = new Command("convert", "Convert a model to .keras, .weights.h5, safetensors or the JSON of its architecture.");
        parts.AddTo(command);
        command.Add(output);
        return edge.Does(command, parsed =>
        {
            var target = parsed.GetRequiredValue(output);
            ModelFiles.CheckName(target);
            var input = parts.Of(parsed);
            var read = target.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? input.ReadArchitecture() : input.Read();
            MigrationText.WriteNotes(read, edge.Terminal);
            ModelFiles.Write(read.Model, target, TimeProvider.System.GetLocalNow());
            if (read.Card is { } card)
            {
                ModelFiles.WriteCard(target, card);
            }

            edge.Terminal.Out.WriteLine(target);
            return ExitCodes.Done;
        });
    }
}
