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

        foreach (var (pattern, german) in Phrases)
        {
            if (pattern.IsMatch(english))
            {
                return WithDecimalComma(pattern.Replace(english, german));
            }
        }

        var text = english;
        foreach (var (pattern, german) in Parts)
        {
            text = pattern.Replace(text, german);
        }

        return WithDecimalComma(text);
    }

    static string WithDecimalComma(string text) => DecimalPoint().Replace(text, "$1,$2");

    [GeneratedRegex(@"(?<![\w.])(\d+)\.(\d+)(?![\w.])")]
    private static partial Regex DecimalPoint();
}
