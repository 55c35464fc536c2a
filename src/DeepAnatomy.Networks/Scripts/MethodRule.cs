namespace DeepAnatomy.Networks.Scripts;

/// <summary>A method of models or layers that changed.</summary>
/// <param name="Name">The method.</param>
/// <param name="New">What to write; empty where nothing takes its place.</param>
/// <param name="Why">Reason.</param>
/// <param name="Severity">What happens when it is left.</param>
/// <param name="Argument">The argument that is meant, or null for the method as a whole.</param>
sealed record MethodRule(string Name, string New, string Why, HintSeverity Severity, string? Argument = null);
