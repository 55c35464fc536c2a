using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Server.Runs;

/// <summary>Names of runs: those made here sort by time.</summary>
static partial class RunIds
{
    const string Letters = "abcdefghjkmnpqrstvwxyz0123456789";

    public static string New(DateTimeOffset now) => $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, 5)}";

    /// <summary>Whether a word can be the name of a run, and so of its folder and a part of an address.</summary>
    public static bool IsOne(string word) => Pattern().IsMatch(word);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Pattern();
}
