using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

static class InfoCommand
{
    public static Command Create(CommandEdge edge) => edge.Does(new Command("info", "x"), _ => 0);
}
