namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Which segmenter decides the labels.</summary>
/// <param name="Model">Model file; null for the classical segmenter alone.</param>
sealed record SegmenterChoice(string? Model)
{
    /// <summary>The model that comes with the product.</summary>
    public static string ShippedModel => Path.Combine(AppContext.BaseDirectory, "models", "body-composition.keras");

    /// <summary>What the options ask for.</summary>
    /// <exception cref="UsageException">Both were given.</exception>
    public static SegmenterChoice Of(string? model, bool isClassical) => (model, isClassical) switch
    {
        ({ }, true) => throw new UsageException("--model and --classical exclude each other."),
        ({ } path, _) => new(path),
        (_, true) => new((string?)null),
        _ => new(ShippedModel),
    };
}
