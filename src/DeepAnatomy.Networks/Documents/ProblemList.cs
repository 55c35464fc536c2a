using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Documents;

/// <summary>Collects what is wrong with a document.</summary>
sealed class ProblemList
{
    readonly List<DocumentProblem> problems = [];

    /// <summary>The document, once it is parsed.</summary>
    public DocumentNode? Root { get; set; }

    public int Count => problems.Count;

    public bool IsEmpty => problems.Count == 0;

    public void Add(int line, int column, string path, string message) => problems.Add(new(line, column, path, message));

    public void Add(DocumentNode at, string path, string message) => Add(at.Line, at.Column, path, message);

    /// <summary>A problem between fields: the place is that of the nearest field around the path that the document has.</summary>
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

        Add(node?.Line ?? 1, node?.Column ?? 1, path, message);
    }

    public ImmutableArray<DocumentProblem> Sorted() => [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
