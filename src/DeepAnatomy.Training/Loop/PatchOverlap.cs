using System.Collections.Immutable;

namespace DeepAnatomy.Training.Loop;

/// <summary>Voxels of the patches of a step by class; those without weight do not count.</summary>
/// <param name="Hits">Rightly predicted.</param>
/// <param name="Predicted">Predicted.</param>
/// <param name="Drawn">Drawn.</param>
public sealed record PatchOverlap(ImmutableArray<long> Hits, ImmutableArray<long> Predicted, ImmutableArray<long> Drawn)
{
    /// <summary>Both together.</summary>
    public static PatchOverlap operator +(PatchOverlap a, PatchOverlap b) => new(Sum(a.Hits, b.Hits), Sum(a.Predicted, b.Predicted), Sum(a.Drawn, b.Drawn));

    /// <summary>Both together.</summary>
    public static PatchOverlap Add(PatchOverlap left, PatchOverlap right) => left + right;

    /// <summary>Dice of a class; NaN when it is neither drawn nor predicted.</summary>
    public double Dice(int index) => 2.0 * Hits[index] / (Predicted[index] + Drawn[index]);

    static ImmutableArray<long> Sum(ImmutableArray<long> a, ImmutableArray<long> b) => [.. a.Zip(b, (x, y) => x + y)];
}
