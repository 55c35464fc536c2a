using System.Globalization;
using System.Text.Json;

namespace DeepAnatomy.Training.Runs;

/// <summary>Writes the lines of one session of a run (<c>contracts/run-protocol.md</c>): appended, never changed, each given to the operating system at once, so that a killed process loses none, and forced to the disk every second, so that a machine that fails loses no more.</summary>
public sealed class MetricsFile : IDisposable
{
    static readonly TimeSpan BetweenFlushes = TimeSpan.FromSeconds(1);

    readonly FileStream file;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly MemoryStream line = new();
    readonly Utf8JsonWriter json;
    readonly ITimer timer;
    long sequence, onDisk;

    MetricsFile(FileStream file, int session, TimeProvider clock)
    {
        (this.file, Session, this.clock) = (file, session, clock);
        json = new(line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        timer = clock.CreateTimer(_ => FlushIfBehind(), null, BetweenFlushes, BetweenFlushes);
    }

    /// <summary>Number of the session, from 1.</summary>
    public int Session { get; }

    /// <summary>Sequence number of the last line.</summary>
    public long Sequence => Interlocked.Read(ref sequence);

    /// <summary>Begins a new session: its number is one more than the largest there is.</summary>
    /// <param name="folder">The folder <c>metrics</c> of a run; it exists.</param>
    /// <param name="clock">For the time of each line.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static MetricsFile Begin(string folder, TimeProvider clock)
    {
        var session = MetricsReader.Sessions(folder).DefaultIfEmpty(0).Max() + 1;
        return new(new FileStream(PathOf(folder, session), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0), session, clock);
    }

    /// <summary>The file of a session.</summary>
    public static string PathOf(string folder, int session) => Path.Combine(folder, $"session-{session.ToString("0000", CultureInfo.InvariantCulture)}.jsonl");

    /// <summary>Writes one line. Safe from several threads.</summary>
    /// <param name="kind">Kind of line.</param>
    /// <param name="content">Writes the fields that the kind has.</param>
    public void Write(string kind, Action<Utf8JsonWriter> content)
    {
        lock (gate)
        {
            line.SetLength(0);
            json.Reset();
            json.WriteStartObject();
            json.WriteNumber("seq", sequence + 1);
            json.WriteNumber("session", Session);
            json.WriteString("kind", kind);
            json.WriteString("time", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            content(json);
            json.WriteEndObject();
            json.Flush();
            line.WriteByte((byte)'\n');
            file.Write(line.GetBuffer(), 0, (int)line.Length);
            Interlocked.Increment(ref sequence);
        }
    }

    /// <summary>Numbers of one iteration or epoch; what is no finite number becomes null.</summary>
    /// <param name="kind"><c>points</c> or <c>epoch</c>.</param>
    /// <param name="step">Iterations that are over.</param>
    /// <param name="values">The numbers by name.</param>
    public void Values(string kind, long step, IEnumerable<KeyValuePair<string, double>> values) => Write(kind, writer =>
    {
        writer.WriteNumber("step", step);
        writer.WriteStartObject("values");
        foreach (var (name, value) in values)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumber(name, value);
            }
            else
            {
                writer.WriteNull(name);
            }
        }

        writer.WriteEndObject();
    });

    /// <summary>A sentence for people.</summary>
    /// <param name="level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="text">The sentence.</param>
    public void Log(string level, string text) => Write("log", writer =>
    {
        writer.WriteString("level", level);
        writer.WriteString("text", text);
    });

    /// <summary>Brings all lines to the disk, for the case that the machine itself fails.</summary>
    public void Flush()
    {
        var written = Sequence;
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        Interlocked.Exchange(ref onDisk, written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            file.Dispose();
            json.Dispose();
            line.Dispose();
        }
    }

    // On a thread of its own: the training does not wait for the disk.
    void FlushIfBehind()
    {
        try
        {
            if (Interlocked.Read(ref onDisk) != Sequence)
            {
                Flush();
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or IOException)
        {
            // The file is closed, or the disk is full: the next write says so where somebody listens.
        }
    }
}
