using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Sarcopenia.Reports.Wording;

/// <summary>German for the sentences that an analysis carries in English (reasons, rules, criteria); a sentence that is not known stays as it is.</summary>
sealed partial class Texts
{
    static readonly ImmutableArray<(Regex Pattern, string German)> Phrases = [.. PhraseRows().Select(r => (new Regex($"^{r.Pattern}$", RegexOptions.CultureInvariant), r.German))];

    static readonly ImmutableArray<(Regex Pattern, string German)> Parts = [.. PartRows().Select(r => (new Regex(r.Pattern, RegexOptions.CultureInvariant), r.German))];

    /// <summary>A sentence of the analysis in the report's language.</summary>
    public string Phrase(string english)
    {
        if (language == Language.En)
        {
            return english;
        }

        if (LevelReason.German is { } reason && english.TrimEnd('.') == LevelReason.English.TrimEnd('.'))
        {
            return english.EndsWith('.') ? reason : reason.TrimEnd('.');
        }

        if (Known(english) is { } known)
        {
            return known;
        }

        // A slice rule says first what is counted, then where.
        foreach (var joint in (string[])["; ", " of: ", " around: "])
        {
            var at = english.IndexOf(joint, StringComparison.Ordinal);
            if (at > 0 && Known(english[..at]) is { } what)
            {
                return $"{what}{(joint == "; " ? joint : ": ")}{Phrase(english[(at + joint.Length)..])}";
            }
        }

        var text = english;
        foreach (var (pattern, german) in Parts)
        {
            text = pattern.Replace(text, german);
        }

        return WithDecimalComma(text);
    }

    static string? Known(string english)
    {
        foreach (var (pattern, german) in Phrases)
        {
            if (pattern.IsMatch(english))
            {
                return WithDecimalComma(Thoracic().Replace(pattern.Replace(english, german), "Th$1"));
            }
        }

        return null;
    }

    [GeneratedRegex(@"\bT(1[0-2]|[1-9])\b")]
    private static partial Regex Thoracic();

    static string WithDecimalComma(string text) => DecimalPoint().Replace(text, "$1,$2");

    [GeneratedRegex(@"(?<![\w.])(\d+)\.(\d+)(?![\w.])")]
    private static partial Regex DecimalPoint();
}
