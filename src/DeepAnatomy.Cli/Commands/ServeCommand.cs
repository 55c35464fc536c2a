using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>serve</c>: the server with the dashboard, which is a program of its own so that the command line does not carry it.</summary>
static partial class ServeCommand
{
    const int Terminate = 15;

    public static Command Create(CommandEdge edge)
    {
        var workspace = new Option<string>("--workspace") { Description = "Folder with everything the server keeps.", DefaultValueFactory = _ => "workspace", HelpName = "DIR" };
        var urls = new Option<string>("--urls") { Description = "Where it listens; others reach it only when this says so.", DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "URLS" };
        var demo = new Option<bool>("--demo") { Description = "No login; on this machine only." };
        var data = new Option<string[]>("--data") { Description = "Folder beside the workspace that configurations may name; may be given several times.", HelpName = "DIR" };
        var settings = new Option<string?>("--settings") { Description = "Settings (default: server.json in the workspace); see docs/server.md.", HelpName = "FILE" };
        var web = new Option<string?>("--web") { Description = "Folder of the built web page.", HelpName = "DIR" };
        var reports = new Option<string?>("--reports") { Description = "Folder with reports (index.html) that the page links.", HelpName = "DIR" };
        var command = new Command("serve", "Start the server with the dashboard: run trainings and watch them live.") { workspace, urls, demo, data, settings, web, reports };
        return edge.Does(command, parsed =>
        {
            List<string> arguments = ["--workspace", parsed.GetRequiredValue(workspace), "--urls", parsed.GetRequiredValue(urls)];
            arguments.AddRange(parsed.GetValue(demo) ? ["--demo"] : []);
            arguments.AddRange((parsed.GetValue(data) ?? []).SelectMany(folder => new[] { "--data", folder }));
            arguments.AddRange(parsed.GetValue(settings) is { } file ? ["--settings", file] : []);
            arguments.AddRange(parsed.GetValue(web) is { } page ? ["--web", page] : []);
            arguments.AddRange(parsed.GetValue(reports) is { } written ? ["--reports", written] : []);
            using var server = Start(arguments);
            using var stop = edge.CancellationToken.Register(() => End(server));
            server.WaitForExit();
            return server.ExitCode;
        });
    }

    static string Program()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "deepanatomy-server");
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepAnatomy.Server", "release", "deepanatomy-server"));
        return File.Exists(beside) ? beside : File.Exists(built) ? built : throw new WorkNotDoneException($"{built} is not built; start it with ./deepanatomy serve from the project's folder, which builds it");
    }

    /// <summary>Starts the server, with this program as its worker.</summary>
    public static Process Start(IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(Program(), [.. arguments, "--worker", Environment.ProcessPath!]))!;

    /// <summary>
    /// Starts the server out of reach of the terminal: Ctrl+C goes to every process of the terminal's foreground, and a server that it ends
    /// can no longer be asked to stop its trainings. When the calling thread goes, by whatever end, the server is told to stop.
    /// </summary>
    public static Process StartApart(IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("setsid", ["setpriv", "--pdeathsig", "TERM", "--", Program(), .. arguments, "--worker", Environment.ProcessPath!]))!;

    /// <summary>Asks the server to stop.</summary>
    public static void End(Process server) => _ = Kill(server.Id, Terminate);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
