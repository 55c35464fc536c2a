using System.Text;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Names of settings in files (<c>learning_rate</c>) from those in code (<c>LearningRate</c>), and the nearest known name to a mistyped one.</summary>
static class SettingNames
{
    const int FarthestTypo = 4;

    /// <summary><c>LearningRate</c> → <c>learning_rate</c>, <c>SpacingMm</c> → <c>spacing_mm</c>, <c>UNet25D</c> → <c>u_net25_d</c>.</summary>
    public static string ToFile(string name)
    {
        var result = new StringBuilder();
        for (var n = 0; n < name.Length; n++)
        {
            if (char.IsUpper(name[n]) && n > 0 && (char.IsLower(name[n - 1]) || (n + 1 < name.Length && char.IsLower(name[n + 1]))))
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[n]));
        }

        return result.ToString();
    }

    /// <summary><c>; did you mean 'x'</c> where a known name is near, else the known names.</summary>
    public static string Suggestion(string name, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(k => (k, Distance(name, k))).DefaultIfEmpty(("", int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Min(FarthestTypo, Math.Max(1, name.Length / 2)) ? $"; did you mean '{nearest}'" : $"; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
    }

    // Levenshtein; two neighbours swapped count as one edit, the commonest typo.
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
