using System.Globalization;
using System.Text;

namespace DeepAnatomy.Training.Runs;

/// <summary>What a session did, in sentences for people: <c>logs/session-0001.log</c>, a line each with time and level. Sentences that matter to a server go into the lines of the session too.</summary>
public sealed class SessionLog : IDisposable
{
    readonly StreamWriter file;
    readonly MetricsFile metrics;
    readonly TimeProvider clock;
    readonly Lock gate = new();

    SessionLog(StreamWriter file, MetricsFile metrics, TimeProvider clock) => (this.file, this.metrics, this.clock) = (file, metrics, clock);

    /// <summary>Begins the log of a session.</summary>
    /// <param name="folder">The folder <c>logs</c> of a run; it exists.</param>
    /// <param name="metrics">The lines of the session.</param>
    /// <param name="clock">For the time of each line.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SessionLog Begin(string folder, MetricsFile metrics, TimeProvider clock)
    {
        var path = Path.Combine(folder, $"session-{metrics.Session.ToString("0000", CultureInfo.InvariantCulture)}.log");
        return new(new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete), new UTF8Encoding(false)) { AutoFlush = true }, metrics, clock);
    }

    /// <summary>Says a sentence in the log and in the lines.</summary>
    /// <param name="level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="text">The sentence.</param>
    public void Say(string level, string text)
    {
        metrics.Log(level, text);
        Write(level, text);
    }

    /// <summary>Notes in the log alone what the lines say in numbers.</summary>
    /// <param name="text">What happened.</param>
    public void Note(string text) => Write("info", text);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            file.Dispose();
        }
    }

    void Write(string level, string text)
    {
        lock (gate)
        {
            file.Write($"{clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {level,-7} {text.ReplaceLineEndings(" ")}\n");
        }
    }
}
