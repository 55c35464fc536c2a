using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Reports.Wording;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>Skeletal muscle index against attenuation, one dot per case; men are discs, women rings.</summary>
static class ScatterChart
{
    public static Drawing Of(ImmutableArray<(string Name, string? Sex, double Smi, double Smra)> cases, Texts texts, double width, double height) => new(width, height, texts["cohort.scatter.alt"], canvas =>
    {
        double left = 34, top = 22, bottom = height - 30;
        var x = Axis.Around(cases.Select(c => c.Smi), left, width - left - 12, false);
        var y = Axis.Around(cases.Select(c => c.Smra), bottom, top - bottom, false);
        foreach (var tick in y.Ticks(5))
        {
            canvas.Line(left, y[tick], width - 12, y[tick], new(Ink.Hairline, 0.5));
            canvas.Text(texts.Number(tick, tick % 1 == 0 ? 0 : 1), left - 5, y[tick] + 2.6, new(8, Ink.Muted, Anchor: Anchor.End));
        }

        foreach (var tick in x.Ticks(6))
        {
            canvas.Line(x[tick], top, x[tick], bottom, new(Ink.Hairline, 0.5));
            canvas.Text(texts.Number(tick, tick % 1 == 0 ? 0 : 1), x[tick], bottom + 12, new(8, Ink.Muted, Anchor: Anchor.Middle));
        }

        canvas.Line(left, bottom, width - 12, bottom, new(Ink.Muted, 0.75));
        canvas.Text("SMI, cm²/m²", width - 12, bottom + 24, new(8, Ink.Muted, FontWeight.SemiBold, Anchor.End));
        canvas.Text("SMRA, HU", 0, 9, new(8, Ink.Muted, FontWeight.SemiBold));
        foreach (var (name, sex, smi, smra) in cases)
        {
            Dot(canvas, sex, x[smi], y[smra], 4);
            var isRight = x[smi] > width * 0.75;
            canvas.Text(name, x[smi] + (isRight ? -7 : 7), y[smra] + 2.6, new(7, Ink.Text, Anchor: isRight ? Anchor.End : Anchor.Start));
        }

        var at = 70.0;
        foreach (var sex in cases.Select(c => c.Sex).Distinct().OrderBy(s => s ?? "~", StringComparer.Ordinal))
        {
            var word = texts[sex switch { "M" => "cohort.men", "F" => "cohort.women", _ => "cohort.other" }];
            Dot(canvas, sex, at, 6.5, 3.5);
            canvas.Text(word, at + 7, 9, new(8, Ink.Text));
            at += canvas.WidthOf(word, new(8, Ink.Text)) + 24;
        }
    });

    static void Dot(IChartCanvas canvas, string? sex, double x, double y, double radius)
    {
        switch (sex)
        {
            case "M":
                canvas.Disc(x, y, radius, Ink.Accent, new(Ink.White, 0.8));
                break;
            case "F":
                canvas.Disc(x, y, radius - 0.6, Ink.White, new(Ink.Accent, 1.6));
                break;
            default:
                canvas.Box(x - radius + 0.6, y - radius + 0.6, (2 * radius) - 1.2, (2 * radius) - 1.2, Ink.Muted);
                break;
        }
    }
}
