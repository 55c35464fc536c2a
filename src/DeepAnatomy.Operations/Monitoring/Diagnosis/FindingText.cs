namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The words of a finding in both languages.</summary>
/// <param name="ExplanationEn">What is the case, English.</param>
/// <param name="SuggestionEn">What one can do, English.</param>
/// <param name="ExplanationDe">What is the case, German.</param>
/// <param name="SuggestionDe">What one can do, German.</param>
public sealed record FindingText(string ExplanationEn, string SuggestionEn, string ExplanationDe, string SuggestionDe);
