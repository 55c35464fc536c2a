using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

static class SegmentCommand
{
    public static Command Create(CommandEdge edge) => edge.Does(new Command("segment", "x"), _ => 0);
}
