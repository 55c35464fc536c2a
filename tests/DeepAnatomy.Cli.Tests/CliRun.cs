using DeepAnatomy.Cli.Terminals;

namespace DeepAnatomy.Cli.Tests;

/// <summary>One run of the command line inside the test process.</summary>
sealed record CliRun(int ExitCode, string Out, string Error)
{
    public static CliRun Of(params string[] args) => Of(args, CancellationToken.None);

    public static CliRun Of(string[] args, CancellationToken cancellation)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandTree.Invoke(args, new Terminal(output, error, showsProgress: false), cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>A run that is stopped when its progress shows a text.</summary>
    public static CliRun StoppedAt(string step, params string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new WatchedWriter(step, stop.Cancel);
        var code = CommandTree.Invoke(args, new Terminal(output, error, showsProgress: true) { ShowsEveryStep = true }, stop.Token);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Asserts that the run ended with a code and exactly one line that holds every fragment.</summary>
    public void FailsWith(int code, params string[] fragments)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}, expected {code}: {Error}");
        Assert.DoesNotContain('\n', Error.TrimEnd('\n'));
        Assert.All(fragments, f => Assert.Contains(f, Error, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("   at ", Error);
    }

    public CliRun Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}{Out}");
        return this;
    }
}

/// <summary>Acts when a text is written.</summary>
sealed class WatchedWriter(string text, Action act) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
        {
            act();
        }
    }
}

/// <summary>A folder that goes with the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("deepanatomy-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
