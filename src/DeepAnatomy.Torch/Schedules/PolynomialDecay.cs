using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Falls along a power of the remaining steps from one rate to another, once or again and again over ever longer spans.</summary>
sealed class PolynomialDecay(ObjectSettings settings) : Schedule
{
    readonly float initial = Required(settings, "initial_learning_rate");
    readonly float steps = Required(settings, "decay_steps");
    readonly float end = (float)settings.Number("end_learning_rate", 0.0001);
    readonly float power = (float)settings.Number("power", 1);
    readonly bool cycle = settings.Flag("cycle", false);

    public override float At(long step)
    {
        var span = cycle && step > 0 ? steps * MathF.Ceiling(step / steps) : steps;
        var done = cycle ? step : MathF.Min(step, steps);
        return ((initial - end) * MathF.Pow(1 - (done / span), power)) + end;
    }
}
