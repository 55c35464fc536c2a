namespace DeepAnatomy.Server.Charts;

/// <summary>What a rule found in the curves of a run.</summary>
sealed record FindingRow(
    string Key,
    string Rule,
    int Version,
    string Severity,
    long FromStep,
    long ToStep,
    bool Active,
    IReadOnlyList<string> Series,
    IReadOnlyDictionary<string, double?> Numbers,
    string Explanation,
    string Suggestion,
    Muted? Muted);

/// <summary>Who judged a finding to be no problem.</summary>
sealed record Muted(string By, string Reason, DateTimeOffset Time);

/// <summary>Why a finding is no problem.</summary>
sealed record MuteForm(string Reason);
