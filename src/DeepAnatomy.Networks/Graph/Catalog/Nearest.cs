namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Finds what a misspelt word may have meant.</summary>
static class Nearest
{
    /// <summary>The known word with the fewest edits, or null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > 100)
        {
            return null;
        }

        var best = known.Select(candidate => (Word: candidate, Edits: Edits(word, candidate))).DefaultIfEmpty((Word: "", Edits: int.MaxValue)).MinBy(pair => pair.Edits);
        return best.Edits <= Math.Max(2, word.Length / 3) ? best.Word : null;
    }

    static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
