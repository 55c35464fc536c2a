using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The slices that the mask of one vertebra covers, in the canonical grid (k to the head).</summary>
/// <param name="Name">For example <c>L3</c>, <c>T12</c>.</param>
/// <param name="FirstK">Lowest slice with a voxel.</param>
/// <param name="LastK">Highest slice with a voxel.</param>
/// <param name="MeanK">Centroid along k, fractional slices.</param>
/// <param name="Voxels">Voxels of the mask.</param>
sealed partial record VertebraSpan(string Name, int FirstK, int LastK, double MeanK, long Voxels)
{
    /// <summary>C1 … C7, T1 … T13, L1 … L6, S1 counted from the head, so that larger is lower; null for other names.</summary>
    public static int? OrderOf(string name) => name.Length < 2 || !int.TryParse(name.AsSpan(1), out var number)
        ? null
        : name[0] switch
        {
            'C' => number,
            'T' => 10 + number,
            'L' => 30 + number,
            'S' => 40 + number,
            _ => null,
        };

    /// <summary>The vertebra that a label names (<c>vertebra_L3</c>, <c>vertebrae_L3</c>, <c>L3</c>), or null.</summary>
    public static string? TryName(string label) => NamePattern().Match(label) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : null;

    /// <summary>The vertebrae that occur in a table, from foot to head by their names.</summary>
    public static ImmutableArray<VertebraSpan> FromTable(SliceTable table, LabelSet set)
    {
        var spans = new List<VertebraSpan>();
        for (var column = 0; column < table.Values.Length; column++)
        {
            if (set.Find(table.Values[column]) is { } label && TryName(label.Name) is { } name && table.ExtentOf([column]) is { } extent)
            {
                spans.Add(new(name, extent.FirstK, extent.LastK, extent.MeanK, extent.Voxels));
            }
        }

        return [.. spans.OrderByDescending(s => OrderOf(s.Name))];
    }

    [GeneratedRegex("^(?:vertebrae?_)?([CTLS][0-9]{1,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
