using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Says at which slice a level lies: from vertebra labels, or from a spine that was found in the scan.</summary>
public static class LevelFinder
{
    /// <summary>Below this probability a numbering is not used (SEMANTICS.md L10).</summary>
    public const double LeastConfidence = 0.5;

    /// <summary>The level from vertebra labels.</summary>
    /// <param name="labels">A label map on canonical axes (LPS) whose label set names vertebrae (<c>vertebrae_L3</c>, <c>vertebra_L3</c>, <c>L3</c>).</param>
    /// <param name="level">Vertebra, for example <c>L3</c>.</param>
    /// <param name="rule">Which of the vertebra's slices.</param>
    /// <returns>The slice, or no slice with the reason: no such label, no voxel of it, or vertebrae out of order.</returns>
    /// <exception cref="ArgumentException">The axes are not canonical.</exception>
    public static LevelFinding FromLabels(LabelMap labels, string level = "L3", LevelRule rule = LevelRule.Centroid) => LabelledLevel.Find(labels, level, rule);

    /// <summary>The level from a spine found in the scan.</summary>
    /// <param name="search">What <see cref="SpineFinder"/> found.</param>
    /// <param name="level">Vertebra, for example <c>L3</c>.</param>
    /// <param name="rule">Which of the vertebra's slices; there is no mask, so centroid, median and middle are those of the vertebral body, and the largest area is not known.</param>
    /// <returns>The slice with its confidence, or no slice with the reason: not in the scan, cut off, or the numbering is too uncertain.</returns>
    public static LevelFinding FromSpine(SpineSearch search, string level = "L3", LevelRule rule = LevelRule.Centroid)
    {
        ArgumentNullException.ThrowIfNull(search);
        return search.Spine is { } spine
            ? FromSpine(spine, level, rule)
            : new(level, null, RuleText(level, rule), 0, $"{level} was not found: {search.Reason}") { ReasonDe = $"{AnchorTexts.German(level)} wurde nicht gefunden: {search.ReasonDe ?? search.Reason}" };
    }

    /// <inheritdoc cref="FromSpine(SpineSearch, string, LevelRule)"/>
    /// <param name="spine">The spine.</param>
    /// <param name="level">Vertebra, for example <c>L3</c>.</param>
    /// <param name="rule">Which of the vertebra's slices.</param>
    public static LevelFinding FromSpine(SpineModel spine, string level = "L3", LevelRule rule = LevelRule.Centroid)
    {
        ArgumentNullException.ThrowIfNull(spine);
        var number = VertebraNumber.Of(level);
        var text = RuleText(level, rule);
        if (number is null)
        {
            throw new ArgumentException($"'{level}' is no vertebra.", nameof(level));
        }

        if (rule == LevelRule.LargestArea)
        {
            return new(level, null, text, 0, $"The largest area of {level} needs a mask of the vertebra; the scan has no vertebra labels.")
            {
                ReasonDe = $"Die größte Fläche von {AnchorTexts.German(level)} braucht eine Maske des Wirbels; der Scan hat keine Wirbel-Labels.",
            };
        }

        return SpineLevel.Find(spine, level, number.Value, text, rule);
    }

    static string RuleText(string level, LevelRule rule) => rule switch
    {
        LevelRule.MiddleOfExtent => $"middle between the end plates of {level}",
        LevelRule.LargestArea => $"largest area of {level}",
        _ => $"slice at the centre of the {level} vertebral body",
    };
}
