using System.CommandLine;

namespace DeepAnatomy.Cli.Commands.Runs;

/// <summary><c>runs …</c>: what can be done with folders of trainings.</summary>
static class RunsCommand
{
    public static Command Create(CommandEdge edge) => new("runs", "Work with the folders of trainings.") { RunsSendCommand.Create(edge) };
}
