using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Scripts;

/// <summary>An argument by name that changed.</summary>
/// <param name="On">Full names that take it; <c>keras.layers.*</c> for everything directly inside.</param>
/// <param name="Name">The argument.</param>
/// <param name="New">What to write; empty where nothing takes its place.</param>
/// <param name="Why">Reason.</param>
/// <param name="Severity">What happens when it is left.</param>
/// <param name="Except">Full names that <paramref name="On"/> does not mean.</param>
sealed record ArgumentRule(ImmutableArray<string> On, string Name, string New, string Why, HintSeverity Severity, ImmutableArray<string> Except = default)
{
    public bool Covers(string path) =>
        (Except.IsDefault || !Except.Contains(path))
        && On.Any(name => name == path || (name.EndsWith(".*", StringComparison.Ordinal) && path.StartsWith(name[..^1], StringComparison.Ordinal)));
}
