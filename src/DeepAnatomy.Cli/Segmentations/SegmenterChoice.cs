namespace DeepAnatomy.Cli.Segmentations;

/// <summary>Which segmenter decides the labels, and which one checks it.</summary>
/// <param name="Model">Model file; null for the classical segmenter alone.</param>
/// <param name="NetworkDecides">Whether the labels are the network's, checked by the classical segmenter, and not the other way round.</param>
sealed record SegmenterChoice(string? Model, bool NetworkDecides)
{
    /// <summary>The model that comes with the product.</summary>
    public static string ShippedModel => Path.Combine(AppContext.BaseDirectory, "models", "body-composition.keras");

    /// <summary>The classical segmenter, checked by the model that comes with the product: the better of both on the real scan they were measured on.</summary>
    public static SegmenterChoice Usual => new(ShippedModel, false);

    /// <summary>What the options ask for.</summary>
    /// <param name="by"><c>classical</c> or <c>network</c>; null for the usual, or for the network where a model is given.</param>
    /// <param name="model">A model other than the shipped one.</param>
    /// <param name="checks">False leaves the check by the other one out, where that is possible.</param>
    public static SegmenterChoice Of(string? by, string? model, bool checks = true)
    {
        var network = by == "network" || (by is null && model is not null);
        return new(network || checks ? model ?? ShippedModel : null, network);
    }
}
