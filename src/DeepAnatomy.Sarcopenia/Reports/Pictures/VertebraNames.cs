using System.Text.RegularExpressions;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Reads the vertebra out of a label's name.</summary>
static partial class VertebraNames
{
    /// <summary><c>L3</c> for <c>vertebra_L3</c>, <c>vertebrae_L3</c> and <c>L3</c>; null for any other structure.</summary>
    public static string? Of(string labelName)
    {
        var match = Pattern().Match(labelName);
        return match.Success ? match.Groups[1].Value.ToUpperInvariant() : null;
    }

    [GeneratedRegex("^(?:vertebrae?_)?([CTLS][0-9]{1,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
