using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAnatomy.Operations.Jobs;

namespace DeepAnatomy.Server.Hosting;

/// <summary>Reads the arguments of the server and the file of settings.</summary>
static class CommandLine
{
    public const string Usage = """
        deepanatomy serve: the server with the dashboard. Research use only.

        Options:
          --workspace DIR   folder with everything the server keeps (default: workspace)
          --urls URLS       where it listens (default: http://127.0.0.1:5080); several with ;
          --demo            no login; only on this machine
          --data DIR        folder beside the workspace that configurations may name; may be given several times
          --settings FILE   settings (default: server.json in the workspace); see docs/server.md
          --web DIR         folder of the built web page
          --reports DIR     folder with reports (index.html) that the page links
          --worker FILE     program that trains (default: the deepanatomy beside the server)
          --led             another program started it, ends it, and says how
        """;

    static readonly JsonSerializerOptions Format = JsonForm.Set(new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    });

    /// <summary>Reads them.</summary>
    /// <exception cref="WrongUsageException">Says what is wrong.</exception>
    public static ServerOptions Read(string[] arguments, MachineFacts machine)
    {
        var given = Parse(arguments);
        var workspace = Path.GetFullPath(given.Last("--workspace") ?? "workspace");
        var file = given.Last("--settings") ?? Path.Combine(workspace, "server.json");
        if (given.Last("--settings") is not null && !File.Exists(file))
        {
            throw new WrongUsageException($"{file}: there is no such file of settings.");
        }

        var settings = File.Exists(file) ? Settings(file) : new();
        var options = new ServerOptions
        {
            Workspace = workspace,
            Urls = given.Last("--urls") ?? "http://127.0.0.1:5080",
            IsDemo = given.Has("--demo"),
            IsLed = given.Has("--led"),
            Worker = Path.GetFullPath(given.Last("--worker") ?? machine.Worker),
            Web = given.Last("--web") is { } web ? Path.GetFullPath(web) : machine.Web,
            Reports = given.Last("--reports") is { } reports ? Path.GetFullPath(reports) : null,
            DataRoots = [.. given.All("--data").Concat(settings.DataRoots).Select(Path.GetFullPath)],
            Database = settings.Database,
            Jobs = new(settings.Jobs.Count ?? 2, settings.Jobs.Processors ?? machine.Processors, settings.Jobs.MemoryMb ?? machine.MemoryMb * 8 / 10),
            OpenIdConnect = settings.OpenIdConnect,
            Notifications = settings.Notifications,
            Otlp = settings.Otlp,
            Proxies = [.. settings.Proxies],
        };
        return options.IsDemo && !Loopback.IsOnly(options.Urls)
            ? throw new WrongUsageException($"--demo has no login, so it listens on this machine only; {options.Urls} would let others in. Use http://127.0.0.1:PORT, or leave --demo out.")
            : options;
    }

    static GivenArguments Parse(string[] arguments)
    {
        var given = new GivenArguments();
        for (var n = 0; n < arguments.Length; n++)
        {
            var (name, value) = arguments[n].Split('=', 2) is [var before, var after] ? (before, after) : (arguments[n], null);
            switch (name)
            {
                case "--demo" or "--led":
                    given.Add(name, "");
                    break;
                case "--workspace" or "--urls" or "--data" or "--settings" or "--web" or "--reports" or "--worker":
                    given.Add(name, value ?? (++n < arguments.Length ? arguments[n] : throw new WrongUsageException($"{name}: a value is missing.")));
                    break;
                default:
                    throw new WrongUsageException($"{arguments[n]} is not an option. See 'deepanatomy serve --help'.");
            }
        }

        return given;
    }

    static SettingsFile Settings(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SettingsFile>(File.ReadAllBytes(file), Format) ?? new();
        }
        catch (JsonException error)
        {
            throw new WrongUsageException($"{file}, line {error.LineNumber + 1}: {error.Message.ReplaceLineEndings(" ")} See docs/server.md.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WrongUsageException($"{file} cannot be read: {error.Message}");
        }
    }
}
