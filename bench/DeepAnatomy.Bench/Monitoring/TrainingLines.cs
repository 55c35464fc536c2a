using System.Globalization;
using System.Text;

namespace DeepAnatomy.Bench.Monitoring;

/// <summary>Lines of the run protocol as a trainer writes them.</summary>
static class TrainingLines
{
    /// <summary>Names of 20 series.</summary>
    public static readonly string[] Names =
    [
        "loss", "loss.cross_entropy", "loss.dice", "learning_rate", "gradient_norm", "data_wait_ms", "step_ms", "memory_mb", "weight_norm.enc1", "weight_norm.enc2",
        "weight_norm.dec1", "weight_norm.dec2", "update_ratio.enc1", "update_ratio.enc2", "update_ratio.dec1", "update_ratio.dec2", "patch_dice_estimate", "throughput", "queue", "temperature",
    ];

    static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Batches of about a megabyte with so many steps of all series.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="isOver">Whether the training says at the end that it is finished.</param>
    public static List<byte[]> Batches(int steps, bool isOver = false)
    {
        List<byte[]> batches = [];
        var text = new StringBuilder("{\"seq\":1,\"session\":1,\"kind\":\"session\",\"time\":\"2026-01-01T00:00:00.000Z\",\"start_step\":0,\"iterations\":1000}\n");
        var chance = new Random(1);
        for (var step = 1; step <= steps; step++)
        {
            Line(text, step, chance);
            if (isOver && step == steps)
            {
                text.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{step + 2},\"session\":1,\"kind\":\"state\",\"time\":\"{Start.AddMilliseconds(step * 100L):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"state\":\"finished\",\"reason\":\"\"}}\n");
            }

            if (text.Length > 1_000_000 || step == steps)
            {
                batches.Add(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }
        }

        return batches;
    }

    static void Line(StringBuilder text, int step, Random chance)
    {
        text.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{step + 1},\"session\":1,\"kind\":\"points\",\"time\":\"{Start.AddMilliseconds(step * 100L):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"step\":{step},\"values\":{{");
        for (var n = 0; n < Names.Length; n++)
        {
            // Eight digits, as single precision has.
            text.Append(CultureInfo.InvariantCulture, $"{(n == 0 ? "" : ",")}\"{Names[n]}\":{Math.Exp(-step / 100_000.0) + (0.1 * chance.NextDouble()):0.########}");
        }

        text.Append("}}\n");
    }
}
