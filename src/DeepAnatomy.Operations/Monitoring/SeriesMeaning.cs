namespace DeepAnatomy.Operations.Monitoring;

/// <summary>What is known of a series by the names of the run protocol.</summary>
static class SeriesMeaning
{
    static readonly string[] HigherIsBetter = ["dice", "accuracy", "iou", "jaccard", "nsd", "precision", "recall", "auc", "f1"];

    public static bool IsHigherBetter(string name) =>
        !name.Contains("loss", StringComparison.OrdinalIgnoreCase) && HigherIsBetter.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    public static string Unit(string name) =>
        name.EndsWith("_ms", StringComparison.Ordinal) ? "ms"
        : name.EndsWith("_mb", StringComparison.Ordinal) ? "MB"
        : name.EndsWith("_s", StringComparison.Ordinal) ? "s"
        : "";
}
