namespace DeepAnatomy.Imaging.Labels;

/// <summary>Finds what a user may have meant by a name that does not exist.</summary>
public static class NearestName
{
    /// <summary>The known name with the fewest edits (Levenshtein) from <paramref name="name"/>; empty when nothing is known.</summary>
    public static string Of(string name, IEnumerable<string> known) => known.MinBy(k => Distance(name, k)) ?? "";

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, above) = (row[0], 0);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
