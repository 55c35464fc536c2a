using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Documents;

/// <summary>A document that cannot be used: names the file and all problems at once.</summary>
public sealed class InvalidDocumentException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">What is wrong; at least one.</param>
    public InvalidDocumentException(string path, ImmutableArray<DocumentProblem> problems)
        : base(string.Join('\n', problems.Select(problem => $"{(problem.File.Length > 0 ? problem.File : path)}, {problem}"))) => (Path, Problems) = (path, problems);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong, in the order of the lines.</summary>
    public ImmutableArray<DocumentProblem> Problems { get; }
}
