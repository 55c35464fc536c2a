using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Scripts;

/// <summary>Collects hints; those that make sense only in a script of Keras 2 wait until there is evidence that it is one.</summary>
sealed class HintList(string file)
{
    readonly List<ScriptHint> hints = [];
    readonly List<ScriptHint> doubtful = [];

    public void Add(PythonToken at, string old, string replacement, string why, HintSeverity severity) =>
        hints.Add(new(file, at.Line, at.Column, old, replacement, why, severity));

    /// <summary>A construct that exists in both versions and means something else in the old one.</summary>
    public void AddIfOld(PythonToken at, string old, string replacement, string why, HintSeverity severity) =>
        doubtful.Add(new(file, at.Line, at.Column, old, replacement, why, severity));

    public ImmutableArray<ScriptHint> Sorted() =>
        [.. (hints.Count > 0 ? hints.Concat(doubtful) : []).Distinct().OrderBy(hint => hint.Line).ThenBy(hint => hint.Column)];
}
