namespace DeepAnatomy.Networks.Graph;

/// <summary>The inputs of a call do not fit the settings of the layer.</summary>
/// <param name="message">What does not fit, one sentence.</param>
public sealed class ShapeException(string message) : Exception(message);
