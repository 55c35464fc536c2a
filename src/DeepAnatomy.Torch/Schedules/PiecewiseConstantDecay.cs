using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Constant rates between boundaries; a boundary itself belongs to the rate before it.</summary>
sealed class PiecewiseConstantDecay : Schedule
{
    readonly ImmutableArray<double> boundaries;
    readonly ImmutableArray<double> values;

    public PiecewiseConstantDecay(ObjectSettings settings)
    {
        boundaries = settings.Numbers("boundaries") ?? [];
        values = settings.Numbers("values") ?? [];
        if (values.Length != boundaries.Length + 1)
        {
            throw new ArgumentException($"PiecewiseConstantDecay has {boundaries.Length} boundaries and needs one value more, not {values.Length}.");
        }
    }

    public override float At(long step)
    {
        var piece = 0;
        while (piece < boundaries.Length && step > boundaries[piece])
        {
            piece++;
        }

        return (float)values[piece];
    }
}
