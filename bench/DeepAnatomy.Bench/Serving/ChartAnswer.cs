using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Bench.Serving;

/// <summary>Reads the binary form of charts.</summary>
static class ChartAnswer
{
    /// <summary>What the header says.</summary>
    public static JsonNode Header(byte[] answer) => JsonNode.Parse(answer.AsSpan(8, BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(4))))!;

    /// <summary>How many points each curve has as a whole, summed.</summary>
    public static double Total(byte[] answer) => Header(answer)["entries"]!.AsArray().Sum(entry => (double)entry!["total"]!);

    /// <summary>Values of the first curve.</summary>
    public static double[] FirstValues(byte[] answer)
    {
        var start = (8 + BinaryPrimitives.ReadInt32LittleEndian(answer.AsSpan(4)) + 7) / 8 * 8;
        var points = (int)Header(answer)["entries"]![0]!["points"]!;
        return MemoryMarshal.Cast<byte, double>(answer.AsSpan(start))[points..(2 * points)].ToArray();
    }
}
