namespace DeepAnatomy.Sarcopenia.Reports.Wording;

/// <content>The sentences that are known; patterns are anchored regular expressions, <c>$1</c> keeps what varies.</content>
sealed partial class Texts
{
    static IEnumerable<(string Pattern, string German)> PhraseRows() =>
    [
        (@"(\S+) is not in the scan\.?", "$1 liegt nicht im Scan."),
        (@"centroid of the (\S+) mask", "Schwerpunkt der Maske $1"),
        ("height is not known", "Die Körpergröße ist nicht bekannt"),
    ];

    static IEnumerable<(string Pattern, string German)> PartRows() =>
    [
        (@"\(men\)", "(Männer)"),
        (@"\(women\)", "(Frauen)"),
    ];
}
