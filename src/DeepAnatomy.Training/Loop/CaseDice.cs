using System.Collections.Immutable;
using DeepAnatomy.Evaluation.Overlap;

namespace DeepAnatomy.Training.Loop;

/// <summary>What a validation on whole cases found: Dice for each case and class over the certain voxels of the validated slices, on the grid that the network sees.</summary>
/// <param name="Classes">Names of the classes without background.</param>
/// <param name="Cases">For each case its counts by class, in the order of <paramref name="Classes"/>.</param>
public sealed record CaseDice(ImmutableArray<string> Classes, ImmutableArray<KeyValuePair<string, ImmutableArray<VoxelCounts>>> Cases)
{
    /// <summary>Loss of the training over the validated slices or blocks, mean over them; NaN when no voxel counted.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>Mean over the cases in which the class is drawn or predicted; NaN when there is none.</summary>
    /// <param name="index">The class, from 0 (without background).</param>
    public double Of(int index) => Mean(Cases.Select(item => item.Value[index].Dice));

    /// <summary>Mean over the classes; NaN when no class occurs.</summary>
    public double Macro => Mean(Enumerable.Range(0, Classes.Length).Select(Of));

    static double Mean(IEnumerable<double> values)
    {
        var known = values.Where(value => !double.IsNaN(value)).ToArray();
        return known.Length > 0 ? known.Average() : double.NaN;
    }
}
