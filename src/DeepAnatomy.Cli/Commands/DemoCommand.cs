using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

static class DemoCommand
{
    public static Command Create(CommandEdge edge) => edge.Does(new Command("demo", "x"), _ => 0);
}
