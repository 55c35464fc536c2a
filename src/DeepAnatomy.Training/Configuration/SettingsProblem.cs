namespace DeepAnatomy.Training.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="File">The file, or <c>--set</c> for an override.</param>
/// <param name="Line">Line, from 1; 0 where there is none.</param>
/// <param name="Path">Where in the configuration, e.g. <c>optimizer.learning_rate</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what to do, one sentence without a full stop.</param>
public sealed record SettingsProblem(string File, int Line, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : "")}: {(Path.Length > 0 ? $"{Path}: " : "")}{Message}";
}
