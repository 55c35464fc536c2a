namespace DeepAnatomy.Networks.Scripts;

/// <summary>One place of a Python script that changes with the move from Keras 2 to Keras 3.</summary>
/// <param name="File">Name of the script, as given.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column of the first character, from 1.</param>
/// <param name="Old">What stands there.</param>
/// <param name="New">What to write instead; empty where nothing takes its place.</param>
/// <param name="Why">Reason, one or two sentences.</param>
/// <param name="Severity">What happens when it is left.</param>
public sealed record ScriptHint(string File, int Line, int Column, string Old, string New, string Why, HintSeverity Severity)
{
    /// <summary>As compilers write it, e.g. <c>train.py:12:5: error: alpha -> negative_slope. Renamed.</c></summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Word}: {Old}{(New.Length > 0 ? $" -> {New}" : "")}. {Why}";

    string Word => Severity switch
    {
        HintSeverity.Error => "error",
        HintSeverity.SilentChange => "silent change",
        _ => "advice",
    };
}
