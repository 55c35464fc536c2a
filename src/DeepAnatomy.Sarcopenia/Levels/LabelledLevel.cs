using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>A level from vertebra labels.</summary>
static class LabelledLevel
{
    public static LevelFinding Find(LabelMap labels, string level, LevelRule rule)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Grid.AxisCodes != Reorientation.Canonical)
        {
            throw new ArgumentException($"The label map's axes are {labels.Grid.AxisCodes}; the level needs {Reorientation.Canonical}.", nameof(labels));
        }

        var masks = Masks(labels);
        var text = RuleText(level, rule);
        var german = AnchorTexts.German(level);
        LevelFinding None((string English, string German) reason) => new(level, null, text, 0, reason.English) { ReasonDe = reason.German };
        if (masks.FirstOrDefault(m => m.Name == level) is not { } wanted)
        {
            return None(Missing(masks, level));
        }

        if (OutOfOrder(masks) is { } problem)
        {
            return None(($"{level} is not used: {problem.English}", $"{german} wird nicht verwendet: {problem.German}"));
        }

        var slice = rule switch
        {
            LevelRule.Centroid => (int)Math.Round(wanted.MeanK, MidpointRounding.AwayFromZero),
            LevelRule.Median => wanted.MedianK,
            LevelRule.MiddleOfExtent => (wanted.FirstK + wanted.LastK) / 2,
            LevelRule.LargestArea => wanted.LargestK,
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        var remark = Remark(masks, wanted, labels.Shape.K - 1);
        return new(level, slice, text, remark is null ? 1 : 0.6, $"The label map marks {level} in slices {wanted.FirstK}–{wanted.LastK}{(remark is null ? "" : "; " + remark.Value.English)}.", wanted.FirstK, wanted.LastK)
        {
            ReasonDe = $"Die Labelkarte markiert {german} in den Schichten {wanted.FirstK}–{wanted.LastK}{(remark is null ? "" : "; " + remark.Value.German)}.",
        };
    }

    static string RuleText(string level, LevelRule rule) => rule switch
    {
        LevelRule.Centroid => $"centroid of the {level} mask",
        LevelRule.Median => $"median slice of the {level} mask",
        LevelRule.MiddleOfExtent => $"middle of the extent of the {level} mask",
        _ => $"largest area of the {level} mask",
    };

    static ImmutableArray<VertebraMask> Masks(LabelMap labels)
    {
        var counts = new Dictionary<ushort, (string Name, int[] PerSlice)>();
        foreach (var label in labels.Labels.Labels)
        {
            if (VertebraSpan.TryName(label.Name) is { } name)
            {
                counts[label.Value] = (name, new int[labels.Shape.K]);
            }
        }

        var table = new int[ushort.MaxValue + 1][];
        foreach (var (value, entry) in counts)
        {
            table[value] = entry.PerSlice;
        }

        Parallel.For(0, labels.Shape.K, k =>
        {
            foreach (var value in labels.Voxels.Slice(k))
            {
                if (table[value] is { } perSlice)
                {
                    perSlice[k]++;
                }
            }
        });
        return [.. counts.Values.Where(c => c.PerSlice.Any(n => n > 0)).Select(c => new VertebraMask(c.Name, c.PerSlice)).OrderByDescending(m => VertebraSpan.OrderOf(m.Name))];
    }

    static (string English, string German) Missing(ImmutableArray<VertebraMask> masks, string level) => masks.IsEmpty
        ? ($"The label map has no vertebra labels, so {level} is not known.", $"Die Labelkarte hat keine Wirbel, daher ist {AnchorTexts.German(level)} nicht bekannt.")
        : ($"The label map has no {level}; it has {string.Join(", ", masks.Select(m => m.Name))}.", $"Die Labelkarte hat keinen Wirbel {AnchorTexts.German(level)}; sie hat {string.Join(", ", masks.Select(m => AnchorTexts.German(m.Name)))}.");

    // From foot to head the centroids must rise.
    static (string English, string German)? OutOfOrder(ImmutableArray<VertebraMask> masks)
    {
        var wrong = masks.Zip(masks.Skip(1)).FirstOrDefault(p => p.Second.MeanK <= p.First.MeanK);
        return wrong.First is null ? null : ($"the label of {wrong.Second.Name} lies below that of {wrong.First.Name}, the vertebra labels are mixed up.", $"Das Label von {AnchorTexts.German(wrong.Second.Name)} liegt unter dem von {AnchorTexts.German(wrong.First.Name)}, die Wirbel-Labels sind vertauscht.");
    }

    static (string English, string German)? Remark(ImmutableArray<VertebraMask> masks, VertebraMask wanted, int lastK)
    {
        if (wanted.FirstK == 0 || wanted.LastK == lastK)
        {
            return wanted.FirstK == 0
                ? ("it is cut off by the lower end of the scan", "er ist vom unteren Ende des Scans abgeschnitten")
                : ("it is cut off by the upper end of the scan", "er ist vom oberen Ende des Scans abgeschnitten");
        }

        var order = VertebraSpan.OrderOf(wanted.Name);
        var extra = masks.FirstOrDefault(m => m.Name is "L6" or "T13");
        var hole = wanted.LongestGap();
        return extra is not null ? ($"a vertebra {extra.Name} is marked too, so the numbering is unusual", $"auch ein Wirbel {AnchorTexts.German(extra.Name)} ist markiert, die Zählung ist also ungewöhnlich")
            : hole > 0 ? ($"its mask has a gap of {hole} slices", $"die Maske hat eine Lücke von {hole} Schichten")
            : masks.Length > 1 && masks.All(m => Math.Abs((VertebraSpan.OrderOf(m.Name) ?? 0) - (order ?? 0)) != 1 || m == wanted) && order is > 31 and < 35 ? ("neither neighbour is marked, so the numbering cannot be checked", "kein Nachbar ist markiert, die Zählung lässt sich also nicht prüfen")
            : null;
    }

    /// <summary>The voxels of one vertebra, slice by slice.</summary>
    sealed class VertebraMask(string name, int[] perSlice)
    {
        readonly long total = perSlice.Sum(n => (long)n);

        public string Name => name;

        public int FirstK => Array.FindIndex(perSlice, n => n > 0);

        public int LastK => Array.FindLastIndex(perSlice, n => n > 0);

        public double MeanK => perSlice.Select((n, k) => (double)n * k).Sum() / total;

        public int LargestK => Array.IndexOf(perSlice, perSlice.Max());

        public int MedianK
        {
            get
            {
                var seen = 0L;
                for (var k = 0; k < perSlice.Length; k++)
                {
                    seen += perSlice[k];
                    if (2 * seen >= total)
                    {
                        return k;
                    }
                }

                return perSlice.Length - 1;
            }
        }

        public int LongestGap()
        {
            var (gap, longest) = (0, 0);
            for (var k = FirstK; k <= LastK; k++)
            {
                gap = perSlice[k] == 0 ? gap + 1 : 0;
                longest = Math.Max(longest, gap);
            }

            return longest;
        }
    }
}
