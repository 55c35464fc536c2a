using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Reports.Charts;
using DeepAnatomy.Sarcopenia.Reports.Pictures;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Content;

/// <summary>The chapters after page one.</summary>
static class Sections
{
    public static ImmutableArray<Section> Of(ReportInput input, ReportPictures pictures, Texts texts)
    {
        var analysis = input.Analysis;
        return
        [
            .. Evidence(input, texts) is { } evidence ? [evidence] : Array.Empty<Section>(),
            CutOffs(analysis, texts),
            Paths(analysis, texts),
            Histogram(analysis, pictures, texts),
            Profile(input, pictures, texts),
            new("measurements", texts["details.measurements"], MeasurementTable.Of(analysis.Measurements, texts)),
            Quality(analysis, texts),
            new("person", texts["details.person"], [FactTables.Person(input, texts)]),
            new("provenance", texts["details.provenance"], [FactTables.Provenance(analysis, texts)]),
            Terms(analysis, texts),
        ];
    }

    /// <summary>How the level was found; null when no search for the spine decided it.</summary>
    static Section? Evidence(ReportInput input, Texts texts)
    {
        if (input.Spine is not { Explanation: { } explanation } spine)
        {
            return null;
        }

        var isGerman = texts.Language == Language.De;
        var chart = LevelChart.Of(spine, explanation, input.Analysis.Level, ReportPictures.Straight(explanation.Straight), texts);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new TextBlock(isGerman ? explanation.SummaryGerman : explanation.SummaryEnglish));
        blocks.Add(new FigureBlock(chart, texts["details.evidence.caption"]));
        if (!explanation.Anchors.IsEmpty)
        {
            ImmutableArray<Column> columns = [new(texts["col.anchor"], 22), new(texts["col.text"], 78)];
            blocks.Add(new TableBlock(texts["col.anchor"], columns, [.. explanation.Anchors.Select(a => new Row([texts.Find($"evidence.{a.Id}") ?? a.Id, isGerman ? a.German : a.English]))]));
        }

        return new("evidence", texts["details.evidence"], blocks.ToImmutable());
    }

    static Section CutOffs(Analysis analysis, Texts texts)
    {
        if (analysis.CutOffs.IsEmpty)
        {
            return new("cut-offs", texts["details.cutOffs"], [new TextBlock(texts["details.cutOffs.none"], true)]);
        }

        var citations = analysis.CutOffs.Select(c => c.Citation).Distinct().ToList();
        var rows = analysis.CutOffs.GroupBy(c => c.MeasurementId).SelectMany(g => g.Select(c => CutOffRow(c, citations, texts)).Prepend(new Row([new($"{texts.Measurement(g.Key)} · {g.Key}", Tone.Strong)], true)));
        ImmutableArray<Column> columns = [new(texts["col.set"], 22), new(texts["col.value"], 11, true), new(texts["col.limit"], 12, true), new(texts["col.state"], 16), new(texts["col.population"], 44)];
        return new("cut-offs", texts["details.cutOffs"],
        [
            new TextBlock(texts["details.cutOffs.note"], true),
            new TableBlock(texts["details.cutOffs"], columns, [.. rows]),
            new HeadingBlock(texts["references"]),
            .. citations.Select((c, n) => new TextBlock($"[{n + 1}] {c}", true)),
        ]);
    }

    static Row CutOffRow(CutOffResult c, List<string> citations, Texts texts)
    {
        var tone = c.State switch { "low" or "high" => Tone.Bad, "not low" or "not high" => Tone.Good, _ => Tone.Open };
        var (name, population, reason) = texts.Language == Language.De
            ? (c.NameDe ?? c.Name, c.PopulationDe ?? texts.Phrase(c.Population), c.ReasonDe ?? (c.Reason is { } own ? texts.Phrase(own) : null))
            : (c.Name, c.Population, c.Reason);
        return new(
        [
            new($"{name} [{citations.IndexOf(c.Citation) + 1}]"),
            c.Value is { } value ? new(texts.Value(value, c.Unit)) : new("–", Tone.Muted),
            c.Threshold is { } limit ? new($"{NumberFormat.Comparison(c.Comparison)} {texts.Value(limit, c.Unit)}") : new("–", Tone.Muted),
            new(texts.State(c.State), tone),
            new(population, Tone.Plain, reason),
        ]);
    }

    static Section Paths(Analysis analysis, Texts texts)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new TextBlock(texts[analysis.Diagnoses.IsEmpty ? "paths.none" : "details.paths.note"], true));
        ImmutableArray<Column> columns = [new(texts["col.step"], 30), new(texts["col.criterion"], 29), new(texts["col.value"], 25), new(texts["col.state"], 16)];
        foreach (var path in analysis.Diagnoses)
        {
            var rows = path.Steps.Select(s => new Row(
            [
                texts.Phrase(s.Name),
                texts.Phrase(s.Criterion),
                s.Value is { } value ? texts.Phrase(value) : new Cell("–", Tone.Muted),
                new(texts.State(s.State), s.State switch { "met" => Tone.Warn, "not met" => Tone.Good, _ => Tone.Open }),
            ]));
            blocks.Add(new HeadingBlock($"{path.Id} – {texts.Of("outcome", texts.Phrase(path.Outcome))}", path.Citation));
            blocks.Add(new TableBlock(path.Id, columns, [.. rows]));
        }

        return new("paths", texts["details.paths"], blocks.ToImmutable());
    }

    static Section Histogram(Analysis analysis, ReportPictures pictures, Texts texts)
    {
        if (analysis.Histogram is not { } histogram || histogram.Counts.Sum() == 0)
        {
            return new("histogram", texts["details.histogram"], [new TextBlock(texts["details.histogram.none"], true)]);
        }

        // Shares come from the histogram itself; bins that straddle a window's edge are told by the bin's middle.
        var total = (double)histogram.Counts.Sum();
        var shares = ReportPictures.Quality.Select(q =>
        {
            var inside = histogram.Counts.Select((count, n) => (count, Middle: histogram.FirstHu + (n * histogram.BinHu) + ((histogram.BinHu - 1) / 2.0)))
                .Where(b => b.Middle >= q.Window.Low && b.Middle <= q.Window.High).Sum(b => b.count);
            return $"{texts.Number(100 * inside / total, 1)} %";
        }).ToArray();
        var caption = texts.Of("details.histogram.caption", analysis.Level.Name, histogram.BinHu, shares[0], shares[1], shares[2]);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new FigureBlock(HistogramChart.Of(histogram, texts, 515, 150), caption));
        if (pictures.QualityMap(220, 172) is { } map)
        {
            blocks.Add(new FigureBlock(map, texts["details.quality.map"]));
        }

        return new("histogram", texts["details.histogram"], blocks.ToImmutable());
    }

    static Section Profile(ReportInput input, ReportPictures pictures, Texts texts)
    {
        var rows = input.Analysis.Profile;
        if (rows.IsEmpty)
        {
            return new("profile", texts["details.profile"], [new TextBlock(texts["details.profile.none"], true)]);
        }

        const double Width = 515, Height = 330;
        var chart = ProfileChart.Of(rows, pictures.Vertebrae, input.Analysis.Level.SliceK, input.HuLps.Shape.K, pictures.CoronalStrip(ProfileChart.PictureWidth, Height - ProfileChart.Top - ProfileChart.Bottom), texts, Width, Height);
        return new("profile", texts["details.profile"], [new FigureBlock(chart, texts["details.profile.caption"])]);
    }

    static Section Quality(Analysis analysis, Texts texts)
    {
        if (analysis.Quality.IsEmpty)
        {
            return new("quality", texts["details.quality"], [new TextBlock(texts["quality.none"], true)]);
        }

        ImmutableArray<Column> columns = [new(texts["col.check"], 22), new(texts["col.result"], 14), new(texts["col.text"], 64)];
        var rows = analysis.Quality.Select(q => new Row(
        [
            q.Id,
            new(texts[$"quality.{q.State}"], q.State switch { QualityState.Pass => Tone.Good, QualityState.Warn => Tone.Warn, _ => Tone.Bad }),
            texts.Language == Language.De ? q.TextDe : q.Text,
        ]));
        return new("quality", texts["details.quality"], [new TableBlock(texts["details.quality"], columns, [.. rows])]);
    }

    static Section Terms(Analysis analysis, Texts texts)
    {
        ImmutableArray<Column> columns = [new(texts["col.measure"], 24), new(texts["col.id"], 14), new(texts["details.terms.meaning"], 62)];
        var rows = analysis.Measurements.Select(m => m.Id).Distinct().Where(id => texts.Meaning(id) is not null)
            .Select(id => new Row([texts.Measurement(id), new(id, Tone.Muted), texts.Meaning(id)!]));
        return new("terms", texts["details.definitions"], [new TableBlock(texts["details.definitions"], columns, [.. rows])]);
    }
}
