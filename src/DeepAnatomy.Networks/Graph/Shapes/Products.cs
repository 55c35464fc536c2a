using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Shapes;

/// <summary>Products of sizes.</summary>
static class Products
{
    /// <exception cref="OverflowException">The product is beyond 2⁶³.</exception>
    public static long Of(ImmutableArray<int> sizes) => sizes.Aggregate(1L, (product, size) => checked(product * size));
}
