using System.CommandLine;
using DeepAnatomy.Cli.Commands;
using DeepAnatomy.Cli.Commands.Models;
using DeepAnatomy.Cli.Commands.Runs;
using DeepAnatomy.Cli.Terminals;

namespace DeepAnatomy.Cli;

/// <summary>The root command with all commands, and the mapping of every ending to an exit code: 0 done, 1 could not be done, 2 wrong usage or unreadable input.</summary>
static class CommandTree
{
    public static int Invoke(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var root = Build(terminal, cancellationToken);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            terminal.Error.WriteLine($"deepanatomy: {string.Join(" ", parsed.Errors.Select(e => e.Message))} See 'deepanatomy {CommandPath(parsed)}--help'.");
            return ExitCodes.WrongInput;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    internal static RootCommand Build(Terminal terminal, CancellationToken cancellationToken)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show the stack trace of an error.", Recursive = true };
        var edge = new CommandEdge(terminal, verbose, cancellationToken);
        return new RootCommand("DeepAnatomy measures muscle loss (sarcopenia) from CT, from the scan to the report. Research use only.")
        {
            verbose,
            DemoCommand.Create(edge),
            QuantifyCommand.Create(edge),
            SegmentCommand.Create(edge),
            PredictCommand.Create(edge),
            EvaluateCommand.Create(edge),
            CompareCommand.Create(edge),
            InfoCommand.Create(edge),
            ConvertCommand.Create(edge),
            PlanCommand.Create(edge),
            SparsifyCommand.Create(edge),
            TrainCommand.Create(edge),
            RunsCommand.Create(edge),
            ServeCommand.Create(edge),
            PhantomCommand.Create(edge),
            ModelCommand.Create(edge),
            BenchCommand.Create(edge),
            CompletionCommand.Create(edge),
        };
    }

    static string CommandPath(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
