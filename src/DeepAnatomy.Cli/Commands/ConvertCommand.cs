using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

static class ConvertCommand
{
    public static Command Create(CommandEdge edge) => edge.Does(new Command("convert", "x"), _ => 0);
}
