using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace DeepAnatomy.Operations.Monitoring.Exports;

/// <summary>Writes points as lines of CSV.</summary>
sealed class CsvText
{
    // Session, step, time, value and flag with their separators are never longer.
    const int LongestRest = 120;
    readonly ArrayBufferWriter<byte> text = new();

    public void Header() => text.Write("series,session,step,time,value,superseded\r\n"u8);

    public void Add(PointColumns points)
    {
        var name = Encoding.UTF8.GetBytes(Quoted(points.Series));
        for (var n = 0; n < points.Count; n++)
        {
            var line = text.GetSpan(name.Length + LongestRest);
            name.CopyTo(line);
            var at = name.Length;
            line[at++] = (byte)',';
            Utf8Formatter.TryFormat(points.Sessions[n], line[at..], out var written);
            line[at += written] = (byte)',';
            Utf8Formatter.TryFormat(points.Steps[n], line[++at..], out written);
            line[at += written] = (byte)',';
            points.Times[n].TryFormat(line[++at..], out written, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
            line[at += written] = (byte)',';
            points.Values[n].TryFormat(line[++at..], out written, "R");
            at += written;
            var end = points.Superseded[n] ? ",true\r\n"u8 : ",false\r\n"u8;
            end.CopyTo(line[at..]);
            text.Advance(at + end.Length);
        }
    }

    /// <summary>What was written since the last call.</summary>
    public byte[] Take()
    {
        var taken = text.WrittenSpan.ToArray();
        text.ResetWrittenCount();
        return taken;
    }

    // Spreadsheets take what begins so for a formula.
    static string Quoted(string name)
    {
        var safe = name[0] is '=' or '+' or '-' or '@' ? "'" + name : name;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
