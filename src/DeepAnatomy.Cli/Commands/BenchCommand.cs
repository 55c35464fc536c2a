using System.CommandLine;
using System.Diagnostics;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>bench</c>: runs the benchmarks, which live in a program of their own so that the product does not carry them.</summary>
static class BenchCommand
{
    public static Command Create(CommandEdge edge)
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Names of benchmarks and options (--json, --list); all benchmarks when none is given.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", "Run the benchmarks: product, peer and ratio on the same work in the same run.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        return edge.Does(command, parsed =>
        {
            var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Bench", "release", "DeepAnatomy.Bench"));
            if (!File.Exists(program))
            {
                throw new WorkNotDoneException($"{program} is not built; start it with ./deepanatomy bench from the project's folder, which builds it");
            }

            var start = new ProcessStartInfo(program);
            foreach (var argument in parsed.GetValue(arguments)!.Concat(parsed.UnmatchedTokens))
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        });
    }
}
