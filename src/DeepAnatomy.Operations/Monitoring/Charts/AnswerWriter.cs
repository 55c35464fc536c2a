using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Writes an answer in its binary form.</summary>
static class AnswerWriter
{
    public static byte[] Write(SeriesAnswer answer)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            WriteHeader(json, answer);
        }

        const int Prefix = 8;
        var start = (Prefix + header.WrittenCount + 7) / 8 * 8;
        var bytes = GC.AllocateUninitializedArray<byte>(start + answer.Entries.Sum(entry => 2 * sizeof(double) * entry.X.Length));
        bytes.AsSpan(0, start).Clear();
        "BLS1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), header.WrittenCount);
        header.WrittenSpan.CopyTo(bytes.AsSpan(Prefix));
        foreach (var entry in answer.Entries)
        {
            start += Copy(entry.X, bytes.AsSpan(start));
            start += Copy(entry.Y, bytes.AsSpan(start));
        }

        return bytes;
    }

    static int Copy(double[] numbers, Span<byte> into)
    {
        MemoryMarshal.AsBytes(numbers.AsSpan()).CopyTo(into);
        return numbers.Length * sizeof(double);
    }

    static void WriteHeader(Utf8JsonWriter json, SeriesAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("x", answer.Axis.ToString().ToLowerInvariant());
        Number(json, "from", answer.From);
        Number(json, "to", answer.To);
        json.WriteNumber("columns", answer.Columns);
        json.WriteStartArray("entries");
        foreach (var entry in answer.Entries)
        {
            WriteEntry(json, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteEntry(Utf8JsonWriter json, AnswerEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("run", entry.Run);
        json.WriteString("series", entry.Series);
        json.WriteNumber("session", entry.Session);
        json.WriteString("role", entry.IsSmooth ? "smooth" : "raw");
        json.WriteBoolean("superseded", entry.IsSuperseded);
        json.WriteNumber("points", entry.X.Length);
        json.WriteNumber("total", entry.Total);
        json.WriteBoolean("reduced", entry.IsReduced);
        json.WriteStartArray("nonFinite");
        foreach (var point in entry.NonFinite)
        {
            json.WriteStartObject();
            json.WriteNumber("x", point.X);
            json.WriteString("kind", double.IsNaN(point.Kind) ? "nan" : point.Kind > 0 ? "inf" : "-inf");
            json.WriteNumber("count", point.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Number(json, "yMin", entry.YMin);
        Number(json, "yMax", entry.YMax);
        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
