using DeepAnatomy.Sarcopenia.Composition;
using static DeepAnatomy.Sarcopenia.Quality.QualityList;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Whether the level is inside the scan and the vertebrae are numbered plausibly (SEMANTICS.md Q8–Q9).</summary>
static class LevelChecks
{
    public static void Run(QualitySubject subject, QualityList list)
    {
        Coverage(subject, list);
        Numbering(subject, list);
    }

    static void Coverage(QualitySubject subject, QualityList list)
    {
        var (level, last) = (subject.Level, subject.Hu.Shape.K - 1);
        if (level.SliceK is not { } k)
        {
            list.Fail("level-coverage", Withheld.Level | Withheld.Sides, $"{level.Name} is not measured: {level.Reason}.".Replace("..", "."), $"{level.Name} wird nicht gemessen: {level.ReasonDe ?? level.Reason}.".Replace("..", "."));
        }
        else if (level.BottomK is 0 || level.TopK == last)
        {
            list.Fail("level-coverage", Withheld.Level | Withheld.Sides, $"{level.Name} is cut off by the {(level.BottomK is 0 ? "lower" : "upper")} end of the scan: its middle is not known.", $"{level.Name} ist am {(level.BottomK is 0 ? "unteren" : "oberen")} Ende des Scans abgeschnitten: seine Mitte ist nicht bekannt.");
        }
        else if (k == 0 || k == last)
        {
            list.Warn("level-coverage", $"{level.Name} is in the first or last slice of the scan.", $"{level.Name} liegt in der ersten oder letzten Schicht des Scans.");
        }
        else
        {
            Neighbours(subject, list);
        }
    }

    static void Neighbours(QualitySubject subject, QualityList list)
    {
        var (level, vertebrae) = (subject.Level, subject.Regions.Vertebrae);
        var order = VertebraSpan.OrderOf(level.Name);
        var isLast = level.Name is "L5" or "L1" or "T12";
        var both = order is not null && vertebrae.Any(v => VertebraSpan.OrderOf(v.Name) == order - 1) && vertebrae.Any(v => VertebraSpan.OrderOf(v.Name) == order + 1);
        if (both || isLast || vertebrae.IsEmpty)
        {
            list.Pass("level-coverage", $"{level.Name} lies inside the scan.", $"{level.Name} liegt innerhalb des Scans.");
        }
        else
        {
            list.Warn("level-coverage", $"{level.Name} lies inside the scan, but its neighbours are not both labelled; its number cannot be checked.", $"{level.Name} liegt innerhalb des Scans, aber nicht beide Nachbarwirbel sind markiert; die Zählung ist nicht prüfbar.");
        }
    }

    static void Numbering(QualitySubject subject, QualityList list)
    {
        var vertebrae = subject.Regions.Vertebrae.Where(v => VertebraSpan.OrderOf(v.Name) is > 10 and < 40).ToArray();
        if (vertebrae.Length < 2)
        {
            return;
        }

        // A vertebra cut off by the end of the scan has its centroid at the wrong height: it is left out of the steps.
        var last = subject.Hu.Shape.K - 1;
        var whole = vertebrae.Where(v => v.FirstK > 0 && v.LastK < last).ToArray();
        var steps = whole.Zip(whole.Skip(1)).Select(p => (Lower: p.First, Upper: p.Second, Mm: (p.Second.MeanK - p.First.MeanK) * subject.Hu.Grid.Spacing.KMm)).ToArray();
        if (steps.FirstOrDefault(s => s.Mm <= 0) is { Lower: not null } wrong)
        {
            list.Fail("vertebra-numbering", Withheld.Level | Withheld.Sides | Withheld.Ranges, $"{wrong.Upper.Name} lies below {wrong.Lower.Name}: the vertebra labels are not in anatomical order.", $"{wrong.Upper.Name} liegt unter {wrong.Lower.Name}: die Wirbel sind nicht in anatomischer Reihenfolge markiert.");
            return;
        }

        var problem = Extra(vertebrae) ?? Gap(steps) ?? Uneven(steps);
        if (problem is { } text)
        {
            list.Warn("vertebra-numbering", text.En, text.De);
        }
        else
        {
            list.Pass("vertebra-numbering", $"{vertebrae.Length} vertebrae in order, {vertebrae[0].Name} to {vertebrae[^1].Name}.", $"{vertebrae.Length} Wirbel in Reihenfolge, {vertebrae[0].Name} bis {vertebrae[^1].Name}.");
        }
    }

    static (string En, string De)? Extra(VertebraSpan[] vertebrae) => vertebrae.FirstOrDefault(v => v.Name is "L6" or "T13") is { } extra
        ? ($"A vertebra {extra.Name} is labelled: a transitional anatomy, count the levels by eye.", $"Ein Wirbel {extra.Name} ist markiert: Übergangsanomalie, bitte die Höhen selbst abzählen.")
        : null;

    static (string En, string De)? Gap((VertebraSpan Lower, VertebraSpan Upper, double Mm)[] steps)
    {
        var gap = steps.FirstOrDefault(s => NumberOf(s.Lower) - NumberOf(s.Upper) != 1);
        return gap.Lower is null ? null : ($"Between {gap.Upper.Name} and {gap.Lower.Name} a vertebra is not labelled.", $"Zwischen {gap.Upper.Name} und {gap.Lower.Name} ist ein Wirbel nicht markiert.");
    }

    static (string En, string De)? Uneven((VertebraSpan Lower, VertebraSpan Upper, double Mm)[] steps)
    {
        if (steps.Length == 0)
        {
            return null;
        }

        var median = steps.Select(s => s.Mm).Order().ElementAt(steps.Length / 2);
        var odd = steps.FirstOrDefault(s => s.Mm is < QualityLimits.MinVertebraStepMm or > QualityLimits.MaxVertebraStepMm || s.Mm > QualityLimits.MaxStepRatio * median);
        return odd.Lower is null ? null : ($"{odd.Upper.Name} and {odd.Lower.Name} are {En(odd.Mm, "0")} mm apart: a vertebra may be missed or named wrong.", $"{odd.Upper.Name} und {odd.Lower.Name} liegen {De(odd.Mm, "0")} mm auseinander: ein Wirbel kann übersehen oder falsch benannt sein.");
    }

    /// <summary>T12 and L1 are neighbours: thoracic and lumbar in one count.</summary>
    static int NumberOf(VertebraSpan v) => v.Name[0] == 'T' ? int.Parse(v.Name.AsSpan(1)) : 12 + int.Parse(v.Name.AsSpan(1));
}
