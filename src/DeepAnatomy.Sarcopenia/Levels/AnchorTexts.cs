using System.Collections.Immutable;
using System.Globalization;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Says in words what was seen and what it means under the numbering chosen.</summary>
static class AnchorTexts
{
    public static ImmutableArray<AnchorFinding> Of(SpineAnchors anchors, int lowest, Func<double, double> toSlice)
    {
        var texts = ImmutableArray.CreateBuilder<AnchorFinding>();
        Ribs(anchors, lowest, toSlice, texts);
        Sacrum(anchors, lowest, toSlice, texts);
        Crest(anchors, lowest, toSlice, texts);
        if (anchors.LungBase is double lung)
        {
            var name = NameAt(lowest, lung);
            texts.Add(new("lungs", toSlice(lung), $"The lungs end beside {name} (usual: T12, ± one vertebra).", $"Die Lungen enden neben {German(name)} (üblich: Th12, ± ein Wirbel)."));
        }

        return texts.ToImmutable();
    }

    /// <summary>The German way to write a vertebra: thoracic ones are Th.</summary>
    public static string German(string name) => name.Replace("T", "Th", StringComparison.Ordinal);

    public static string Percent(double share) => (Math.Min(share, 0.999) * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    static void Ribs(SpineAnchors anchors, int lowest, Func<double, double> toSlice, ImmutableArray<AnchorFinding>.Builder texts)
    {
        var n = Array.FindIndex(anchors.Ribs, r => r > 0);
        if (n >= 0)
        {
            var name = VertebraNumber.NameOf(lowest - n);
            var (english, german) = anchors.Ribs[n] == 2 ? ("on both sides", "beidseits") : ("on one side", "einseitig");
            texts.Add(new("ribs", toSlice(n), $"The lowest vertebra with ribs ({english}) is counted as {name}.", $"Der unterste Wirbel mit Rippen ({german}) wird als {German(name)} gezählt."));
        }
        else if (anchors.Ribs.Any(r => r == 0))
        {
            texts.Add(new("ribs", null, $"No rib joins {anchors.Ribs.Count(r => r == 0)} of the vertebrae where one would be visible.", $"An {anchors.Ribs.Count(r => r == 0)} Wirbeln, an denen eine Rippe sichtbar wäre, setzt keine an."));
        }
    }

    static void Sacrum(SpineAnchors anchors, int lowest, Func<double, double> toSlice, ImmutableArray<AnchorFinding>.Builder texts)
    {
        var n = Array.FindLastIndex(anchors.Wings, w => w.WingsMm >= 19);
        if (n >= 0)
        {
            var name = VertebraNumber.NameOf(lowest - n);
            texts.Add(new(
                "sacrum", toSlice(n),
                $"The highest vertebra with sacral wings (over {anchors.Wings[n].WingsMm.ToString("0", CultureInfo.InvariantCulture)} mm) is counted as {name}.",
                $"Der oberste Wirbel mit Kreuzbeinflügeln (über {anchors.Wings[n].WingsMm.ToString("0", CultureInfo.InvariantCulture)} mm) wird als {German(name)} gezählt."));
        }
    }

    static void Crest(SpineAnchors anchors, int lowest, Func<double, double> toSlice, ImmutableArray<AnchorFinding>.Builder texts)
    {
        if (anchors.Crest is double crest)
        {
            var name = NameAt(lowest, crest);
            texts.Add(new("crest", toSlice(crest), $"The iliac crests top out beside {name} (usual: L4 to L4/L5).", $"Die Beckenkämme enden oben neben {German(name)} (üblich: L4 bis L4/L5)."));
        }
        else if (anchors.CrestIsAboveScan)
        {
            texts.Add(new("edge", null, "An iliac wing reaches the upper edge of the scan: the scan begins below the iliac crest.", "Eine Beckenschaufel reicht bis zum oberen Bildrand: Die Aufnahme beginnt unterhalb des Beckenkamms."));
        }
        else if (anchors.IsWide)
        {
            texts.Add(new("edge", null, "No iliac wing is seen: the scan ends above the iliac crests.", "Keine Beckenschaufel sichtbar: Die Aufnahme endet oberhalb der Beckenkämme."));
        }
    }

    // A position as a vertebra or, near the border of two, as a disc.
    static string NameAt(int lowest, double position)
    {
        var number = lowest - position;
        var nearest = (int)Math.Round(number);
        var off = number - nearest;
        return Math.Abs(off) < 0.33 ? VertebraNumber.NameOf(nearest)
            : off > 0 ? $"{VertebraNumber.NameOf(nearest)}/{VertebraNumber.NameOf(nearest + 1)}"
            : $"{VertebraNumber.NameOf(nearest - 1)}/{VertebraNumber.NameOf(nearest)}";
    }
}
