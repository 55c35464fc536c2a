using System.Globalization;
using System.Text;

namespace DeepAnatomy.Bench.Serving;

/// <summary>Lines of a training that reports its loss and nothing else.</summary>
static class LossLines
{
    /// <summary>Batches of so many lines with a value for each step.</summary>
    public static IEnumerable<byte[]> Batches(IEnumerable<double> values, int lines)
    {
        var (text, seq) = (new StringBuilder("{\"seq\":1,\"session\":1,\"kind\":\"session\",\"time\":\"2026-01-01T00:00:00.000Z\",\"start_step\":0}\n"), 1);
        foreach (var value in values)
        {
            seq++;
            text.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"session\":1,\"kind\":\"points\",\"time\":\"2026-01-01T00:00:00.000Z\",\"step\":{seq - 1},\"values\":{{\"loss\":{value:R}}}}}\n");
            if (seq % lines == 0)
            {
                yield return Encoding.UTF8.GetBytes(text.ToString());
                text.Clear();
            }
        }

        if (text.Length > 0)
        {
            yield return Encoding.UTF8.GetBytes(text.ToString());
        }
    }
}
