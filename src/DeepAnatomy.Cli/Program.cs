using DeepAnatomy.Cli.Terminals;

namespace DeepAnatomy.Cli;

static class Program
{
    static int Main(string[] args)
    {
        using var stop = new StopSignals();
        return CommandTree.Invoke(args, Terminal.OfProcess(), stop.Token);
    }
}
