using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Evaluation.Components;

/// <summary>Whether the sides of a pair of structures were exchanged.</summary>
/// <param name="Pair">Name without the side.</param>
/// <param name="DiceAsGiven">Mean Dice of both sides.</param>
/// <param name="DiceSwapped">Mean Dice if left and right of the prediction changed places.</param>
public sealed record SideSwap(string Pair, double DiceAsGiven, double DiceSwapped)
{
    /// <summary>Whether the other way round fits better.</summary>
    public bool IsSuspected => DiceSwapped > DiceAsGiven;

    /// <summary>Tests all pairs whose names end in <c>_left</c> and <c>_right</c>.</summary>
    /// <param name="matrix">Counts of prediction and reference.</param>
    /// <param name="labels">What the values mean.</param>
    public static IReadOnlyList<SideSwap> Of(ConfusionMatrix matrix, LabelSet labels)
    {
        List<SideSwap> found = [];
        foreach (var left in labels.Labels.Where(l => l.Name.EndsWith("_left", StringComparison.Ordinal)))
        {
            var name = left.Name[..^"_left".Length];
            if (labels.Find(name + "_right") is not { } right)
            {
                continue;
            }

            var (l, r) = (matrix.Of(left.Value), matrix.Of(right.Value));
            if (l.Reference > 0 && r.Reference > 0 && l.Predicted + r.Predicted > 0)
            {
                found.Add(new(name, (l.Dice + r.Dice) / 2, (Crossed(left.Value, right.Value) + Crossed(right.Value, left.Value)) / 2));
            }
        }

        return found;

        double Crossed(ushort predicted, ushort reference) =>
            2.0 * matrix.Count(predicted, reference) / (matrix.Of(predicted).Predicted + matrix.Of(reference).Reference);
    }
}
