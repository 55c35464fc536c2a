using System.Diagnostics;

namespace DeepAnatomy.Server.Tests.Workspace;

/// <summary>A PostgreSQL of the tests' own, reached by a socket in its folder only.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    const string Root = "/usr/lib/postgresql";
    readonly string folder = Path.Combine(Path.GetTempPath(), $"deepanatomy-pg-{Guid.NewGuid():N}");

    public static string? Programs { get; } = Directory.Exists(Root) ? Directory.GetDirectories(Root).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) : null;

    /// <summary>How to reach a database of the cluster; it need not be there yet.</summary>
    public string Database(string name) => $"Host={folder};Username=postgres;Database={name};Pooling=false";

    public Task InitializeAsync()
    {
        if (Programs is null)
        {
            return Task.CompletedTask;
        }

        // PostgreSQL does not run as root.
        Run("install", ["-d", "-m", "700", .. Environment.UserName == "root" ? new[] { "-o", "postgres" } : [], folder]);
        AsOwner("initdb", "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        AsOwner("pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o", $"-k {folder} -c listen_addresses='' -c fsync=off", "start");
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        if (Programs is not null)
        {
            AsOwner("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    static void AsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    static void Run(string program, params string[] arguments)
    {
        // Not read: the server that pg_ctl starts would keep the pipe open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "run", program, .. arguments]))!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}

