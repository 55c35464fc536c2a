using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Sizes of a tensor, batch axis first, channels last unless the layer says otherwise; null where a size is not known before the data are. <c>default</c> has no axes.</summary>
public readonly record struct TensorShape
{
    readonly ImmutableArray<int?> sizes;

    /// <summary>Creates a shape.</summary>
    /// <param name="sizes">Sizes, batch axis first; null = not known.</param>
    public TensorShape(ImmutableArray<int?> sizes) => this.sizes = sizes;

    /// <summary>Sizes, batch axis first; null = not known.</summary>
    public ImmutableArray<int?> Sizes => sizes.IsDefault ? [] : sizes;

    /// <summary>Number of axes with the batch axis.</summary>
    public int Rank => Sizes.Length;

    /// <summary>True when every size but the batch is known.</summary>
    public bool IsKnown => Sizes.Skip(1).All(size => size is not null);

    /// <summary>One size; negative axes count from the end.</summary>
    /// <param name="axis">−<see cref="Rank"/> … <see cref="Rank"/> − 1.</param>
    public int? this[int axis] => Sizes[axis < 0 ? axis + Rank : axis];

    /// <summary>The shape with one size changed; negative axes count from the end.</summary>
    /// <param name="axis">−<see cref="Rank"/> … <see cref="Rank"/> − 1.</param>
    /// <param name="size">The new size; null = not known.</param>
    public TensorShape With(int axis, int? size) => new(Sizes.SetItem(axis < 0 ? axis + Rank : axis, size));

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => Sizes.Aggregate(Rank, HashCode.Combine);

    /// <summary>As Keras prints it, e.g. <c>(None, 64, 64, 1)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", Sizes.Select(size => size?.ToString() ?? "None"))})";
}
