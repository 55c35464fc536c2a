using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>What a rule found in the curves of a run.</summary>
/// <param name="Key">Names the finding in its run for ever: rule, what it is about, and where it began.</param>
/// <param name="Rule">Name of the rule, for example <c>H8</c>.</param>
/// <param name="Version">Version of the rule; rises when it decides otherwise.</param>
/// <param name="Severity">The worst it has been.</param>
/// <param name="FromStep">Where the evidence begins.</param>
/// <param name="ToStep">Where it ends, or has reached.</param>
/// <param name="IsActive">Whether it still holds.</param>
/// <param name="Series">The series that show it.</param>
/// <param name="Numbers">The numbers it rests on, by name.</param>
/// <param name="Text">What is said to the user.</param>
public sealed record Finding(
    string Key,
    string Rule,
    int Version,
    FindingSeverity Severity,
    long FromStep,
    long ToStep,
    bool IsActive,
    ImmutableArray<string> Series,
    ImmutableSortedDictionary<string, double> Numbers,
    FindingText Text)
{
    /// <summary>What is the case.</summary>
    /// <param name="language"><c>de</c> for German; else English.</param>
    public string Explanation(string language) => language == "de" ? Text.ExplanationDe : Text.ExplanationEn;

    /// <summary>What one can do.</summary>
    /// <param name="language"><c>de</c> for German; else English.</param>
    public string Suggestion(string language) => language == "de" ? Text.SuggestionDe : Text.SuggestionEn;
}
