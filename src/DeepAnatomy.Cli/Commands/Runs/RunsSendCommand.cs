using System.CommandLine;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Cli.Sending;
using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Cli.Commands.Runs;

/// <summary><c>runs send DIR</c>: sends what a server does not have yet of a run.</summary>
static class RunsSendCommand
{
    public static Command Create(CommandEdge edge)
    {
        var folder = new Argument<string>("dir") { Description = "Folder of the run." };
        var (server, tokenFile, wait) = (ServerOptions.Server(isRequired: true), ServerOptions.TokenFile(), ServerOptions.Wait());
        var command = new Command("send", "Send the lines of a run that a server does not have yet.") { folder, server, tokenFile, wait };
        return edge.Does(command, parsed =>
        {
            var run = new RunFolder(parsed.GetRequiredValue(folder));
            if (!run.Exists)
            {
                throw new UsageException($"{run.Root}: there is no run (run.json) in it.");
            }

            var address = ServerAddress.Of(parsed.GetValue(server)!, parsed.GetValue(tokenFile));
            using var sender = new BackgroundSender(new LineSender(run, address, run.Read().Name), edge.Terminal.Note);
            var unsent = sender.Finish(TimeSpan.FromSeconds(parsed.GetValue(wait)));
            edge.Terminal.Note(unsent == 0 ? "The server has all lines." : $"{unsent} lines were not sent; the same command goes on with them.");
            return unsent == 0 ? ExitCodes.Done : ExitCodes.NotDone;
        });
    }
}
