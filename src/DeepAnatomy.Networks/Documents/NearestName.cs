namespace DeepAnatomy.Networks.Documents;

/// <summary>Finds what a mistyped name may have meant.</summary>
public static class NearestName
{
    // Nobody mistypes a name this long; comparing it would only cost time.
    const int LongestName = 100;

    /// <summary>The known name with the fewest edits, and the sentence that offers it; all names when none is near.</summary>
    /// <param name="name">As written.</param>
    /// <param name="known">Known names; at least one.</param>
    public static string Offer(string name, IReadOnlyCollection<string> known) => Of(name, known) is { } best
        ? $"the nearest is '{best}'"
        : $"known are {string.Join(", ", known.Select(candidate => $"'{candidate}'"))}";

    /// <summary>The known name that was meant as good as surely: at most two edits away and the only one so near; or null.</summary>
    /// <param name="name">As written.</param>
    /// <param name="known">Known names.</param>
    public static string? Meant(string name, IReadOnlyCollection<string> known) =>
        name.Length <= LongestName && known.Where(candidate => Distance(name, candidate) <= Math.Min(2, name.Length / 3)).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>The known name with the fewest edits, or null when none is near.</summary>
    /// <param name="name">As written.</param>
    /// <param name="known">Known names.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var best = known.MinBy(candidate => Distance(name, candidate));
        return best is not null && Distance(name, best) <= Math.Max(2, Math.Max(name.Length, best.Length) / 2) ? best : null;
    }

    // Edits: insert, delete, replace, swap of neighbours; letter case does not count.
    static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Best(a, b, rows, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    static int Best(string a, string b, int[,] rows, int i, int j)
    {
        var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
        var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (same ? 0 : 1));
        var swapped = i > 1 && j > 1 && char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 2]) && char.ToLowerInvariant(a[i - 2]) == char.ToLowerInvariant(b[j - 1]);
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
