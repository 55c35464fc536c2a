using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>One call of a layer: a node of the graph.</summary>
public sealed record Call
{
    /// <summary>Index into <see cref="Network.Layers"/>.</summary>
    public required int Layer { get; init; }

    /// <summary>Which call of that layer, from 0.</summary>
    public int Number { get; init; }

    /// <summary>Positional arguments, tensors first as a rule.</summary>
    public ImmutableArray<Argument> Arguments { get; init; } = [];

    /// <summary>Arguments by name (<c>axis</c>, <c>training</c> …), in order of the file.</summary>
    public ImmutableArray<KeyValuePair<string, Argument>> Keywords { get; init; } = [];

    /// <summary>All tensors that the call takes, in order of appearance: positional arguments first.</summary>
    public IEnumerable<TensorRef> Tensors => Arguments.Concat(Keywords.Select(k => k.Value)).SelectMany(a => a.Tensors);

    /// <summary>The argument with this name, else the one at this position, else null.</summary>
    /// <param name="name">Name in the signature of the layer's call.</param>
    /// <param name="position">Position in the signature, from 0.</param>
    public Argument? Find(string name, int position)
    {
        foreach (var (key, value) in Keywords)
        {
            if (key == name)
            {
                return value;
            }
        }

        return position < Arguments.Length ? Arguments[position] : null;
    }
}
