using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Models;

/// <summary>A model file or folder that cannot be used: says which one, why, and what the user can do.</summary>
public sealed class UnreadableModelException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="reason">What is wrong, one sentence without a full stop.</param>
    /// <param name="remedy">What the user can do, one sentence without a full stop.</param>
    /// <param name="inner">The cause, shown with <c>--verbose</c>.</param>
    public UnreadableModelException(string path, string reason, string remedy, Exception? inner = null)
        : base($"{path}: {reason}. {remedy}.", inner) => (Path, Reason, Remedy) = (path, reason, remedy);

    /// <summary>Creates the error for a file that is whole but holds what cannot be used; everything at once.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="problems">What cannot be used and where; at least one.</param>
    public UnreadableModelException(string path, ImmutableArray<Problem> problems)
        : this(path, Summary(problems), problems.Length == 1 ? "Nothing was computed" : "Nothing was computed; solve all of them") => Problems = problems;

    /// <summary>All problems, where the file is whole but holds what cannot be used; else empty.</summary>
    public ImmutableArray<Problem> Problems { get; } = [];

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>What the user can do.</summary>
    public string Remedy { get; }

    static string Summary(ImmutableArray<Problem> problems)
    {
        const int Shown = 20;
        var list = string.Join("; ", problems.Take(Shown).Select(problem => problem.ToString().TrimEnd('.')));
        return problems.Length == 1 ? list : $"{problems.Length} problems: {list}{(problems.Length > Shown ? $"; and {problems.Length - Shown} more" : "")}";
    }
}
