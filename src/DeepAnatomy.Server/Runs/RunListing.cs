namespace DeepAnatomy.Server.Runs;

/// <summary>Finds and sorts runs for the list.</summary>
static class RunListing
{
    const int MostRuns = 5000;

    public static readonly string[] Orders = ["created", "name", "state", "metric", "loss", "step", "ended"];

    /// <summary>Those that fit.</summary>
    /// <param name="cards">All runs.</param>
    /// <param name="search">Words that name, notes, owner, tags or id hold; all of them.</param>
    /// <param name="state">States with commas between; null for all.</param>
    /// <param name="tag">A tag; null for all.</param>
    /// <param name="sort">One of <see cref="Orders"/>, with a minus before it for falling; null for newest first.</param>
    /// <param name="count">Most runs.</param>
    /// <param name="skip">Runs to pass over.</param>
    /// <exception cref="ArgumentException">The order or a state is not known.</exception>
    public static RunList Of(IEnumerable<RunCard> cards, string? search, string? state, string? tag, string? sort, int count, int skip)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var states = state is null ? null : state.Split(',').Select(word => Enum.TryParse<RunState>(word, ignoreCase: true, out var one) && !int.TryParse(word, out _) ? one : throw new ArgumentException($"there is no state {word}")).ToHashSet();
        var fit = cards.Where(card => (states is null || states.Contains(card.Entry.State)) && (tag is null || RunRows.TagsOf(card.Entry).Contains(tag)) && words.All(word => Holds(card.Entry, word)));
        var sorted = Sorted(fit, sort ?? "-created").ToArray();
        return new([.. sorted.Skip(Math.Max(0, skip)).Take(Math.Clamp(count, 0, MostRuns)).Select(RunRows.Of)], sorted.Length);
    }

    static bool Holds(RunEntry entry, string word) => new[] { entry.Name, entry.Id, entry.Owner, entry.Tags, entry.Notes }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    static IEnumerable<RunCard> Sorted(IEnumerable<RunCard> cards, string sort)
    {
        var falls = sort.StartsWith('-');
        return sort.TrimStart('-') switch
        {
            "created" => By(cards, card => card.Entry.Created, falls),
            "name" => By(cards, card => card.Entry.Name, falls, StringComparer.OrdinalIgnoreCase),
            "state" => By(cards, card => card.Entry.State, falls),
            "metric" => By(cards, card => card.Summary.Metric?.Best ?? double.NegativeInfinity, falls),
            "loss" => By(cards, card => card.Summary.Loss ?? double.PositiveInfinity, falls),
            "step" => By(cards, card => card.Summary.Step, falls),
            "ended" => By(cards, card => card.Entry.Ended ?? DateTimeOffset.MaxValue, falls),
            _ => throw new ArgumentException($"sort must be one of {string.Join(", ", Orders)}, with - before it for falling"),
        };
    }

    // Runs that are equal keep one order, so that a list does not jump.
    static IEnumerable<RunCard> By<T>(IEnumerable<RunCard> cards, Func<RunCard, T> key, bool falls, IComparer<T>? comparer = null) =>
        (falls ? cards.OrderByDescending(key, comparer) : cards.OrderBy(key, comparer)).ThenByDescending(card => card.Entry.Id, StringComparer.Ordinal);
}
