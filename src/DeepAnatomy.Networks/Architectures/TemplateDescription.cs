namespace DeepAnatomy.Networks.Architectures;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Defaults">The template with its defaults.</param>
/// <param name="Title">Name for people.</param>
/// <param name="English">What it is for, one or two sentences, in English.</param>
/// <param name="German">The same in German.</param>
public sealed record TemplateDescription(ArchitectureTemplate Defaults, string Title, string English, string German);
