using System.CommandLine;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model …</c>: look into model files, run them, bring them from one format to another.</summary>
static class ModelCommand
{
    public static Command Create(CommandEdge edge) => new("model", "Inspect, run, migrate, convert and export trained networks.")
    {
        ModelShowCommand.Create(edge),
        ModelRunCommand.Create(edge),
        ModelMigrateCommand.Create(edge),
        ModelConvertCommand.Create(edge),
        ModelExportCommand.Create(edge),
        ModelCreateCommand.Create(edge),
    };
}
