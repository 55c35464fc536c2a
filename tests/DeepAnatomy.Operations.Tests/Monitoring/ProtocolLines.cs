using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DeepAnatomy.Operations.Tests.Monitoring;

/// <summary>Writes lines of the run protocol.</summary>
sealed class ProtocolLines(int session = 1)
{
    static readonly DateTimeOffset Start = new(2026, 11, 25, 20, 0, 0, TimeSpan.Zero);
    readonly StringBuilder text = new();

    public long Seq { get; private set; }

    /// <summary>Seconds after the start of time that the next line carries.</summary>
    public double Clock { get; set; }

    public byte[] Bytes => Encoding.UTF8.GetBytes(text.ToString());

    public byte[] Take()
    {
        var bytes = Bytes;
        text.Clear();
        return bytes;
    }

    public ProtocolLines Begin(long startStep = 0, long iterations = 0) => Add("session", $"\"start_step\":{startStep},\"run\":\"r\",\"host\":\"node\",\"process\":1,\"iterations\":{iterations}");

    public ProtocolLines Points(long step, params (string Name, double Value)[] values) => Add("points", $"\"step\":{step},{Values(values)}");

    public ProtocolLines Epoch(long step, params (string Name, double Value)[] values) => Add("epoch", $"\"step\":{step},{Values(values)}");

    public ProtocolLines Rollback(long step) => Add("rollback", $"\"step\":{step},\"reason\":\"diverged\",\"rate_factor\":0.5");

    public ProtocolLines State(string state, string reason = "") => Add("state", $"\"state\":{JsonSerializer.Serialize(state)},\"reason\":{JsonSerializer.Serialize(reason)}");

    public ProtocolLines Skip(int lines)
    {
        Seq += lines;
        return this;
    }

    public ProtocolLines Add(string kind, string fields)
    {
        Seq++;
        var time = Start.AddSeconds(Clock).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{Seq},\"session\":{session},\"kind\":\"{kind}\",\"time\":\"{time}\",{fields}}}\n");
        return this;
    }

    static string Values((string Name, double Value)[] values) => "\"values\":{" + string.Join(',', values.Select(v => $"{JsonSerializer.Serialize(v.Name)}:{Number(v.Value)}")) + "}";

    static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : double.IsNaN(value) ? "null" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}
