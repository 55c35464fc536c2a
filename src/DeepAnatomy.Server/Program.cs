using DeepAnatomy.Server.Accounts;
using DeepAnatomy.Server.Hosting;
using DeepAnatomy.Server.Workspace;

namespace DeepAnatomy.Server;

/// <summary>The program: reads what the operator says, starts the server, and turns every failure to start into one line and an exit code.</summary>
static class Program
{
    const int Done = 0, NotDone = 1, WrongInput = 2;

#pragma warning disable RS0030 // This is the host: here is the console.
    static async Task<int> Main(string[] arguments)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(CommandLine.Usage);
            return Done;
        }

        try
        {
            var options = CommandLine.Read(arguments, MachineFacts.Of(AppContext.BaseDirectory));
            await using var app = await ServerHost.CreateAsync(options, TimeProvider.System);
            await app.StartAsync();
            Greet(app, options);
            await app.WaitForShutdownAsync();
            return Done;
        }
        catch (Exception error) when (error is WrongUsageException or UnusableWorkspaceException)
        {
            Console.Error.WriteLine($"deepanatomy: {error.Message}");
            return WrongInput;
        }
        catch (IOException error)
        {
            Console.Error.WriteLine($"deepanatomy: the server cannot start: {error.Message}");
            return NotDone;
        }
    }

    /// <summary>What is said of an address where the server listens.</summary>
    public static string Greeting(string url, ServerOptions options) =>
        $"DeepAnatomy is at {url} (workspace {options.Workspace}). {(options.IsLed ? "" : "Ctrl+C stops it; trainings go on. ")}Research use only.";

    static void Greet(WebApplication app, ServerOptions options)
    {
        foreach (var url in app.Urls)
        {
            Console.WriteLine(Greeting(url, options));
        }

        if (!options.IsDemo && app.Services.GetRequiredService<AccountDirectory>().NeedsSetup && app.Services.GetRequiredService<SetupLink>().Word is { } word)
        {
            Console.WriteLine($"There is no administrator yet. Make one, once, at {app.Urls.First()}/setup#{word}");
        }
    }
#pragma warning restore RS0030
}
