using System.Collections.Immutable;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Training.Datasets;

/// <summary>Annotated scans and what their labels mean.</summary>
/// <param name="Name">Name of the dataset.</param>
/// <param name="Cases">By id; at least one.</param>
/// <param name="LabelSet">What the values of the label maps mean.</param>
/// <param name="Classes">What is learned.</param>
public sealed record Dataset(string Name, ImmutableArray<DatasetCase> Cases, LabelSet LabelSet, ClassScheme Classes)
{
    /// <summary>The case with an id, or null.</summary>
    public DatasetCase? Find(string id) => Cases.FirstOrDefault(c => c.Id == id);

    /// <summary>The dataset with some of its cases only, in its own order.</summary>
    /// <exception cref="ArgumentException">An id is not in the dataset.</exception>
    public Dataset Only(IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet();
        var unknown = wanted.FirstOrDefault(id => Find(id) is null);
        return unknown is null
            ? this with { Cases = [.. Cases.Where(c => wanted.Contains(c.Id))] }
            : throw new ArgumentException($"The dataset {Name} has no case '{unknown}'.", nameof(ids));
    }
}
