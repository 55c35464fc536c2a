using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>A group to be written.</summary>
sealed class HdfNode
{
    /// <summary>Groups inside, in order.</summary>
    public OrderedDictionary<string, HdfNode> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Datasets inside, in order.</summary>
    public OrderedDictionary<string, NdArray> Datasets { get; } = new(StringComparer.Ordinal);

    /// <summary>Texts by name.</summary>
    public OrderedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>The group at a path, made where it is missing.</summary>
    /// <param name="path">Names joined with <c>/</c>.</param>
    public HdfNode Group(string path)
    {
        var node = this;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!node.Groups.TryGetValue(name, out var next))
            {
                node.Groups[name] = next = new();
            }

            node = next;
        }

        return node;
    }
}
