using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Says what a mistyped name may have meant.</summary>
static class NearestName
{
    /// <summary>The end of a sentence that offers the nearest known name; all names when none is near.</summary>
    /// <param name="name">As written.</param>
    /// <param name="known">Known names; at least one.</param>
    public static string Offer(string name, IReadOnlyCollection<string> known) => Nearest.To(name, known) is { } best
        ? $"the nearest is '{best}'"
        : $"known are {string.Join(", ", known.Select(candidate => $"'{candidate}'"))}";
}
