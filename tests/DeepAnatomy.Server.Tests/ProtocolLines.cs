using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Server.Tests;

/// <summary>Writes lines of the run protocol.</summary>
sealed class ProtocolLines(int session = 1)
{
    static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    readonly StringBuilder text = new();
    long seq;

    public ProtocolLines Session(long startStep, long iterations = 1000) => Line("session", ("start_step", startStep), ("run", "test"), ("host", "elsewhere"), ("process", 1), ("iterations", iterations), ("configuration_sha256", "00"));

    public ProtocolLines State(string state, string reason = "") => Line("state", ("state", state), ("reason", reason));

    public ProtocolLines Points(long first, long count)
    {
        for (var step = first; step < first + count; step++)
        {
            Line("points", ("step", step), ("values", new JsonObject { ["loss"] = 1.0 / step, ["gradient_norm"] = 2 + (step % 7) }));
        }

        return this;
    }

    public ProtocolLines Line(string kind, params (string Name, object Value)[] fields)
    {
        var line = new JsonObject { ["seq"] = ++seq, ["session"] = session, ["kind"] = kind, ["time"] = Start.AddMilliseconds(seq * 100).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };
        foreach (var (name, value) in fields)
        {
            line[name] = value as JsonNode ?? JsonValue.Create(value);
        }

        text.Append(line.ToJsonString()).Append('\n');
        return this;
    }

    public string Text => text.ToString();

    /// <summary>What was written since the last call.</summary>
    public string[] Take()
    {
        var taken = All;
        text.Clear();
        return taken;
    }

    public string[] All => [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")];
}
