namespace DeepAnatomy.Networks.Architectures;

/// <summary>A setting of a template that does not go with another.</summary>
/// <param name="Setting">Name of the setting in the document, e.g. <c>deepSupervision</c>.</param>
/// <param name="Message">What is wrong and what to do, one sentence.</param>
public sealed record TemplateProblem(string Setting, string Message);
