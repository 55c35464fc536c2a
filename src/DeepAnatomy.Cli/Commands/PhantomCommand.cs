using System.CommandLine;

namespace DeepAnatomy.Cli.Commands;

static class PhantomCommand
{
    public static Command Create(CommandEdge edge) => edge.Does(new Command("phantom", "x"), _ => 0);
}
