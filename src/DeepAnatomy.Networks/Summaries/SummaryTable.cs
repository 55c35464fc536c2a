using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Summaries;

/// <summary>Prints a summary as a table.</summary>
static class SummaryTable
{
    const int Narrowest = 40;

    static readonly string[] Bytes = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Units of floating-point operations, a thousand apart.</summary>
    public static ImmutableArray<string> Work { get; } = ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"];

    public static string Of(ModelSummary summary, int width)
    {
        string[] head = summary.IsSequential ? ["Layer (type)", "Output Shape", "Param #"] : ["Layer (type)", "Output Shape", "Param #", "Connected to"];
        List<string[]> rows = [.. summary.Rows.Select(row => Cells(row).Take(head.Length).ToArray())];
        var widths = Widths([head, .. rows], Math.Max(Narrowest, width));
        var text = new StringBuilder();
        text.Append($"Model: \"{summary.Name}\"\n");
        Rule(text, widths, "┏━┳┓");
        Line(text, head, widths, '┃');
        Rule(text, widths, "┡━╇┩");
        for (var index = 0; index < rows.Count; index++)
        {
            if (index > 0)
            {
                Rule(text, widths, "├─┼┤");
            }

            Line(text, rows[index], widths, '│');
        }

        Rule(text, widths, "└─┴┘");
        Totals(text, summary);
        return text.ToString();
    }

    /// <summary>A number with its unit, two decimals.</summary>
    public static string Size(double value, IReadOnlyList<string> units, double step)
    {
        var unit = 0;
        while (value >= step && unit < units.Count - 1)
        {
            value /= step;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {units[unit]}").TrimEnd();
    }

    static IEnumerable<string> Cells(SummaryRow row)
    {
        var indent = row.Depth > 0 ? new string(' ', 3 * (row.Depth - 1)) + " └ " : "";
        yield return $"{indent}{row.Name} ({row.ClassName})";
        yield return row.Outputs.IsEmpty ? "?" : string.Join(", ", row.Outputs);
        yield return row.Parameters.ToString("N0", CultureInfo.InvariantCulture);
        yield return row.ConnectedTo.IsEmpty ? "-" : string.Join(", ", row.ConnectedTo);
    }

    static int[] Widths(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var room = width - (3 * widths.Length) - 1;
        while (widths.Sum() > room)
        {
            // Numbers are never cut; the widest other column gives way.
            var widest = Enumerable.Range(0, widths.Length).Where(column => column != 2).MaxBy(column => widths[column]);
            if (widths[widest] <= 6)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    static void Rule(StringBuilder text, int[] widths, string marks)
    {
        text.Append(marks[0]).AppendJoin(marks[2], widths.Select(width => new string(marks[1], width + 2))).Append(marks[3]).Append('\n');
    }

    static void Line(StringBuilder text, string[] cells, int[] widths, char border)
    {
        List<string>[] parts = [.. cells.Select((cell, column) => Wrap(cell, widths[column]))];
        for (var line = 0; line < parts.Max(part => part.Count); line++)
        {
            text.Append(border);
            for (var column = 0; column < cells.Length; column++)
            {
                var part = line < parts[column].Count ? parts[column][line] : "";
                text.Append(' ').Append(column == 2 ? part.PadLeft(widths[column]) : part.PadRight(widths[column])).Append(' ').Append(border);
            }

            text.Append('\n');
        }
    }

    static List<string> Wrap(string cell, int width)
    {
        List<string> lines = [];
        while (cell.Length > width)
        {
            var space = cell.LastIndexOf(' ', width);
            var cut = space > 0 && cell[..space].Trim().Length > 0 ? space : width;
            lines.Add(cell[..cut].TrimEnd());
            cell = cell[cut..].TrimStart();
        }

        lines.Add(cell);
        return lines;
    }

    static void Totals(StringBuilder text, ModelSummary summary)
    {
        var perWeight = summary.Parameters > 0 ? (double)summary.WeightBytes / summary.Parameters : 0;
        Count("Total params", summary.Parameters + summary.OptimizerParameters);
        Count("Trainable params", summary.TrainableParameters);
        Count("Non-trainable params", summary.Parameters - summary.TrainableParameters);
        if (summary.OptimizerParameters > 0)
        {
            Count("Optimizer params", summary.OptimizerParameters);
        }

        var inputs = string.Join(", ", summary.Inputs.Select(shape => shape.With(0, 1)));
        if (summary.FloatingPointOperations is { } work)
        {
            text.Append($" Work for {inputs}: {Size(work, Work, 1000)}\n");
        }

        if (summary.Inference is { } inference && summary.Training is { } training)
        {
            text.Append($" Memory for {inputs}: {Size(inference.Total, Bytes, 1024)} to run, {Size(training.Total, Bytes, 1024)} to train with Adam\n");
        }

        foreach (var problem in summary.Problems)
        {
            text.Append($" Problem: {problem}\n");
        }

        void Count(string name, long count) => text.Append($" {name}: {count.ToString("N0", CultureInfo.InvariantCulture)} ({Size(count * (perWeight > 0 ? perWeight : sizeof(float)), Bytes, 1024)})\n");
    }
}
