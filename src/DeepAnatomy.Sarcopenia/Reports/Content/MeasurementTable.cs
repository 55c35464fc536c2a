using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>All measurements: one line per measure with right, left and both beside each other; every missing number with its reason.</summary>
static class MeasurementTable
{
    public static ImmutableArray<Block> Of(ImmutableArray<Measurement> measurements, Texts texts)
    {
        // The letters are given in the order of the rows; levels without any number have no rule to tell.
        var rules = measurements.Select(m => m.Rule).Where(r => r.Length > 0).Distinct().ToList();
        var rows = ImmutableArray.CreateBuilder<Row>();
        var missing = measurements.GroupBy(m => m.Level).Where(l => l.All(m => m.Value is null) && l.Select(m => m.Reason).Distinct().Count() == 1).ToDictionary(l => l.Key);
        foreach (var group in measurements.Where(m => !missing.ContainsKey(m.Level)).GroupBy(m => (m.Group, m.Level)))
        {
            rows.Add(new([new($"{texts.Group(group.Key.Group)} · {texts.Vertebra(group.Key.Level)}", Tone.Strong)], true));
            foreach (var line in group.GroupBy(m => (m.Id, m.Unit, m.WindowHu, m.Rule, m.Definition)))
            {
                rows.AddRange(LinesOf([.. line], rules, texts));
            }
        }

        foreach (var level in missing.Values)
        {
            rows.AddRange(Missing([.. level], texts));
        }

        ImmutableArray<Column> columns =
        [
            new(texts["col.measure"], 30), new(texts["col.id"], 24), new(texts.Side("right"), 8, true), new(texts.Side("left"), 8, true), new(texts.Side("both"), 8, true),
            new(texts["col.unit"], 12), new(texts["col.window"], 13), new(texts["col.rule"], 6), new(texts["col.definition"], 6),
        ];
        return
        [
            new TextBlock(texts["details.measurements.note"], true),
            new TableBlock(texts["details.measurements"], columns, rows.ToImmutable()),
            new HeadingBlock(texts["rules"]),
            new TextBlock(string.Join("   ", rules.Select((r, n) => $"{Letter(n)}) {texts.Phrase(r)}")), true),
        ];
    }

    /// <summary>A level without any number, all for one reason: one line per group.</summary>
    static IEnumerable<Row> Missing(Measurement[] level, Texts texts)
    {
        yield return new([new($"{texts.Vertebra(level[0].Level)}: {texts["figures.notMeasured"]} – {texts.Phrase(level[0].Reason ?? "")}", Tone.Strong)], true);
        foreach (var group in level.GroupBy(m => m.Group))
        {
            yield return new([texts.Group(group.Key), new(string.Join(", ", group.Select(m => m.Id).Distinct()), Tone.Muted)]);
        }
    }

    static IEnumerable<Row> LinesOf(Measurement[] line, List<string> rules, Texts texts)
    {
        var first = line[0];
        var (name, id) = (new Cell(texts.Measurement(first.Id)), new Cell(first.Id, Tone.Muted));
        Cell[] about =
        [
            NumberFormat.Unit(first.Unit),
            first.WindowHu is { } w ? $"{texts.Number(w.Low, 0)} … {texts.Number(w.High, 0)}" : "–",
            first.Rule.Length == 0 ? "" : Letter(rules.IndexOf(first.Rule)),
            first.Definition,
        ];
        if (line.All(m => m.Value is null))
        {
            foreach (var reason in line.GroupBy(m => m.Reason ?? ""))
            {
                var sides = reason.Count() == line.Length && line.Length > 1 ? "" : $"{string.Join(", ", reason.Select(m => texts.Side(m.Side)))}: ";
                yield return new([name, id, new($"{texts["figures.notMeasured"]} – {sides}{texts.Phrase(reason.Key)}", Tone.Muted)]);
            }

            yield break;
        }

        yield return new([name, id, ValueOf(line, "right", texts), ValueOf(line, "left", texts), ValueOf(line, "both", texts), .. about]);
        foreach (var missing in line.Where(m => m.Value is null))
        {
            yield return new(["", "", new($"{texts.Side(missing.Side)}: {texts["figures.notMeasured"]} – {texts.Phrase(missing.Reason ?? "")}", Tone.Muted)]);
        }
    }

    static Cell ValueOf(Measurement[] line, string side, Texts texts) =>
        Array.Find(line, m => m.Side == side)?.Value is { } value ? new(texts.Value(value, line[0].Unit), Tone.Strong) : new("·", Tone.Muted);

    static string Letter(int n) => n < 26 ? ((char)('a' + n)).ToString() : $"{(char)('a' + (n / 26) - 1)}{(char)('a' + (n % 26))}";
}
