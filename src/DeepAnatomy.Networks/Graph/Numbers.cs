using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph;

/// <summary>A number or a nested list of numbers in a layer's settings.</summary>
/// <param name="Shape">Sizes of the nested list, outermost first; empty for one number.</param>
/// <param name="Values">The numbers, innermost list fastest.</param>
public sealed record Numbers(ImmutableArray<int> Shape, ImmutableArray<double> Values)
{
    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Numbers(double value) => new([], [value]);

    /// <summary>A list of numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static Numbers Of(params ImmutableArray<double> values) => new([values.Length], values);

    /// <summary>One number, by name.</summary>
    /// <param name="value">The number.</param>
    public static Numbers FromDouble(double value) => value;

    /// <inheritdoc/>
    public bool Equals(Numbers? other) => other is not null && Shape.SequenceEqual(other.Shape) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Shape.Length, HashCode.Combine);
}
