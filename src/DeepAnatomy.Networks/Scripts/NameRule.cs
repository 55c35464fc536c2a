namespace DeepAnatomy.Networks.Scripts;

/// <summary>A name of the library that changed.</summary>
/// <param name="Old">Full name, e.g. <c>keras.layers.ThresholdedReLU</c>; of a module or class, then all inside is meant.</param>
/// <param name="New">What to write; empty where nothing takes its place.</param>
/// <param name="Why">Reason.</param>
/// <param name="Severity">What happens when it is left.</param>
sealed record NameRule(string Old, string New, string Why, HintSeverity Severity);
