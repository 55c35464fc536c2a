using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using DeepAnatomy.Operations.Monitoring.Lines;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>Turns event files into lines of one session, and gives them to the store in batches.</summary>
/// <param name="number">Of the session.</param>
/// <param name="store">Where to.</param>
/// <param name="problems">Gets what could not be read.</param>
sealed class SessionImport(int number, RunSeries store, ImmutableArray<string>.Builder problems)
{
    const int BatchLength = 1 << 20;
    readonly ArrayBufferWriter<byte> batch = new();
    long seq;
    long left;

    public long Points { get; private set; }

    public void Add(EventFile file, string prefix)
    {
        using var stream = file.Open();
        var records = new RecordReader(stream);
        var count = 0;
        try
        {
            while (records.Next())
            {
                Write(EventReader.Read(records.Record), prefix);
                count++;
            }
        }
        catch (InvalidDataException error)
        {
            if (count == 0)
            {
                throw new UnusableSeriesException(file.Name, $"this is not an event file of TensorBoard ({error.Message})", "Give files whose names contain \"tfevents\"", error);
            }

            problems.Add($"{file.Name}: behind {count} records {error.Message.TrimEnd('.')}; the rest of the file was left out.");
        }

        if (left > 0)
        {
            problems.Add($"{file.Name}: {left} values were left out: their steps are negative or absurd, or their names are empty or longer than {SeriesNames.MaximumLength} bytes.");
            left = 0;
        }
    }

    public void Finish() => Send();

    void Write(ScalarEvent one, string prefix)
    {
        var good = one.Values.Where(value => Encoding.UTF8.GetByteCount(prefix + value.Tag) is > 0 and <= SeriesNames.MaximumLength).ToArray();
        if (one.Step < 0 || one.Step > 1L << 53 || !TryTime(one.WallTime, out var time))
        {
            left += one.Values.Count;
            return;
        }

        left += one.Values.Count - good.Length;
        if (good.Length == 0)
        {
            return;
        }

        if (seq == 0)
        {
            // Steps from here on replace those of earlier files.
            Line("session", time, json => json.WriteNumber("start_step", Math.Max(0, one.Step - 1)));
        }

        Line("points", time, json =>
        {
            json.WriteNumber("step", one.Step);
            json.WriteStartObject("values");
            foreach (var (tag, value) in good)
            {
                WriteValue(json, prefix + tag, value);
            }

            json.WriteEndObject();
        });
        Points += good.Length;
        if (batch.WrittenCount > BatchLength)
        {
            Send();
        }
    }

    static void WriteValue(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    static bool TryTime(double seconds, out DateTime time)
    {
        // To the year 9999.
        const double Latest = 253_402_300_799;
        var isGood = seconds is >= 0 and <= Latest;
        time = isGood ? DateTime.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : default;
        return isGood;
    }

    void Line(string kind, DateTime time, Action<Utf8JsonWriter> fields)
    {
        using (var json = new Utf8JsonWriter(batch))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", ++seq);
            json.WriteNumber("session", number);
            json.WriteString("kind", kind);
            json.WriteString("time", time);
            fields(json);
            json.WriteEndObject();
        }

        batch.Write("\n"u8);
    }

    void Send()
    {
        var answer = store.Append(batch.WrittenSpan);
        batch.ResetWrittenCount();
        if (answer.Problem is { } problem)
        {
            throw new UnusableSeriesException(store.Folder, $"the import stopped: {problem.Text.TrimEnd('.')}", "Make room or see to it that the folder is writable, and import again");
        }
    }
}
