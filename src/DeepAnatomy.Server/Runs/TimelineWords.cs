using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Server.Runs;

/// <summary>The words of the timeline: kept in English, told in the language of the page. Of findings both are kept, since their numbers go on.</summary>
static partial class TimelineWords
{
    static readonly FrozenDictionary<string, string> German = new Dictionary<string, string>
    {
        ["created"] = "angelegt",
        ["queued"] = "wartet",
        ["starting"] = "startet",
        ["running"] = "läuft",
        ["stopping"] = "hält an",
        ["stopped"] = "angehalten",
        ["finished"] = "fertig",
        ["failed"] = "gescheitert",
        ["lost"] = "verloren",
        ["asked to stop at once"] = "soll sofort anhalten",
        ["asked to stop after a checkpoint"] = "soll nach einer Sicherung anhalten",
        ["moved to the trash"] = "in den Papierkorb gelegt",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A finding as the timeline keeps it: a line for its key, then one for each language.</summary>
    public static string Kept(Finding finding) => string.Join('\n', new[] { finding.Key, finding.Explanation("en"), finding.Explanation("de") }.Select(OneLine));

    /// <summary>Which finding a text is of.</summary>
    public static string KeyOf(string kept) => kept.Contains('\n', StringComparison.Ordinal) ? kept.Split('\n')[0] : kept.Split(' ')[0];

    /// <summary>The key of a finding as the timeline keeps it.</summary>
    public static string KeyOf(Finding finding) => OneLine(finding.Key);

    /// <summary>What is said of something that happened.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="text">Its text, as it was kept.</param>
    /// <param name="language"><c>de</c> for German; else English.</param>
    public static string Of(string kind, string text, string language)
    {
        if (kind == "finding")
        {
            // One of an earlier version is in English: key, blank, text.
            return text.Split('\n') is [_, var english, var german] ? language == "de" ? german : english : text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        if (language != "de")
        {
            return text;
        }

        var word = text.Split(": ")[0];
        return German.TryGetValue(word, out var known) ? known + text[word.Length..]
            : Extended().Match(text) is { Success: true } extended ? $"auf {extended.Groups[1].Value} Iterationen verlängert"
            : Began().Match(text) is { Success: true } began ? $"Sitzung {began.Groups[1].Value} beginnt bei Schritt {began.Groups[2].Value}"
            : WentBack().Match(text) is { Success: true } back ? $"zurück zu Schritt {back.Groups[1].Value}: {back.Groups[2].Value}"
            : text;
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex(@"^extended to (\d+) iterations$")]
    private static partial Regex Extended();

    [GeneratedRegex(@"^session (\d+) begins at step (\d+)$")]
    private static partial Regex Began();

    [GeneratedRegex(@"^went back to step (\d+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex WentBack();
}
