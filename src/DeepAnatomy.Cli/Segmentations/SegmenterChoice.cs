namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Which segmenter decides the labels.</summary>
/// <param name="Model">Model file; null for the classical segmenter alone.</param>
/// <param name="Rule">Who decides.</param>
sealed record SegmenterChoice(string? Model, SegmenterRule Rule)
{
    /// <summary>The model that comes with the product.</summary>
    public static string ShippedModel => Path.Combine(AppContext.BaseDirectory, "models", "body-composition.keras");

    /// <summary>The classical segmenter, confirmed by the model that comes with the product: better than either alone on the real scan they were measured on.</summary>
    public static SegmenterChoice Usual => new(ShippedModel, SegmenterRule.Both);

    /// <summary>What the options ask for.</summary>
    /// <param name="by">Name of a rule; null for the usual, or for the network where a model is given.</param>
    /// <param name="model">A model other than the shipped one.</param>
    /// <param name="checks">False leaves the network out, where that is possible.</param>
    public static SegmenterChoice Of(string? by, string? model, bool checks = true)
    {
        var rule = by is not null ? Enum.Parse<SegmenterRule>(by, ignoreCase: true)
            : model is not null ? SegmenterRule.Network
            : checks ? SegmenterRule.Both : SegmenterRule.Classical;
        return new(rule != SegmenterRule.Classical || checks ? model ?? ShippedModel : null, rule);
    }
}
