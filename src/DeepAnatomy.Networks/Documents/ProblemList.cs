using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Collects what is wrong with a document.</summary>
public sealed class ProblemList
{
    readonly List<DocumentProblem> problems = [];

    /// <summary>The document, once it is parsed.</summary>
    public DocumentNode? Root { get; set; }

    /// <summary>Number of problems.</summary>
    public int Count => problems.Count;

    /// <summary>True when nothing is wrong.</summary>
    public bool IsEmpty => problems.Count == 0;

    /// <summary>Whether something is wrong with a field, or with what is inside it.</summary>
    /// <param name="path">Which field.</param>
    public bool Touches(string path) => problems.Any(problem => problem.Path.StartsWith(path, StringComparison.Ordinal) && (problem.Path.Length == path.Length || problem.Path[path.Length] is '.' or '['));

    /// <summary>Adds a problem at a place.</summary>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Byte in the line, from 1.</param>
    /// <param name="path">Which field.</param>
    /// <param name="message">What is wrong and what to write instead, one or two sentences.</param>
    /// <param name="file">The file, where the document is made of several.</param>
    public void Add(int line, int column, string path, string message, string file = "") => problems.Add(new(line, column, path, message) { File = file });

    /// <summary>Adds a problem at a value.</summary>
    /// <param name="at">The value.</param>
    /// <param name="path">Which field.</param>
    /// <param name="message">What is wrong and what to write instead, one or two sentences.</param>
    public void Add(DocumentNode at, string path, string message) => Add(at.Line, at.Column, path, message, at.File);

    /// <summary>A problem between fields: the place is that of the nearest field around the path that the document has.</summary>
    /// <param name="path">Which field.</param>
    /// <param name="message">What is wrong and what to write instead, one or two sentences.</param>
    public void Add(string path, string message)
    {
        var node = Root;
        foreach (var part in path.Split('.').SelectMany(part => part.Split('[')))
        {
            var inner = part.EndsWith(']') ? node?.Items.ElementAtOrDefault(int.Parse(part[..^1])) : node?[part];
            if (inner is null)
            {
                break;
            }

            node = inner;
        }

        Add(node?.Line ?? 1, node?.Column ?? 1, path, message, node?.File ?? "");
    }

    /// <summary>All problems, file by file in the order of the lines.</summary>
    public ImmutableArray<DocumentProblem> Sorted() => [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
