namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>What anatomy says of where a labelled muscle must be found, so that a missing label is told from a muscle that ends (SEMANTICS.md S17).</summary>
static class MuscleExtent
{
    /// <summary>Whether a whole region is still complete without the label: small muscles of other groups, and quadratus lumborum, which some segmenters cannot tell.</summary>
    public static bool IsOptional(string label) => label.StartsWith("other_muscle", StringComparison.Ordinal) || label.Contains("quadratus", StringComparison.Ordinal);

    /// <summary>Whether the muscle may begin or end within T12–L5.</summary>
    public static bool MayEndInside(string label) => IsOptional(label) || label.Contains("psoas", StringComparison.Ordinal) || label.Contains("glute", StringComparison.Ordinal) || label.Contains("iliacus", StringComparison.Ordinal);

    /// <summary>Whether a complete label map has the muscle at a level.</summary>
    public static bool IsExpectedAt(string label, string level) => !MayEndInside(label) || (label.Contains("psoas", StringComparison.Ordinal) && level is ("L2" or "L3" or "L4"));
}
