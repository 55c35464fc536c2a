using System.Collections.Immutable;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>The preprocessed cases of a dataset, open for reading.</summary>
public sealed class PreparedDataset : IDisposable
{
    readonly ImmutableDictionary<string, PreparedCase> byId;

    /// <summary>Takes over the cases.</summary>
    public PreparedDataset(ClassScheme classes, IEnumerable<PreparedCase> cases)
    {
        (Classes, Cases) = (classes, [.. cases]);
        byId = Cases.ToImmutableDictionary(c => c.Id);
    }

    /// <summary>What is learned.</summary>
    public ClassScheme Classes { get; }

    /// <summary>All cases, in the dataset's order.</summary>
    public ImmutableArray<PreparedCase> Cases { get; }

    /// <summary>Some of the cases, in the dataset's order.</summary>
    /// <exception cref="ArgumentException">An id is unknown.</exception>
    public ImmutableArray<PreparedCase> Only(IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet();
        return wanted.FirstOrDefault(id => !byId.ContainsKey(id)) is { } unknown
            ? throw new ArgumentException($"There is no preprocessed case '{unknown}'.", nameof(ids))
            : [.. Cases.Where(c => wanted.Contains(c.Id))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in Cases)
        {
            item.Dispose();
        }
    }
}
