using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>Compares lists of sizes by their elements.</summary>
sealed class ShapeComparer : IEqualityComparer<ImmutableArray<int>>
{
    public static ShapeComparer Instance { get; } = new();

    public bool Equals(ImmutableArray<int> x, ImmutableArray<int> y) => x.SequenceEqual(y);

    public int GetHashCode(ImmutableArray<int> obj) => obj.Length;
}
