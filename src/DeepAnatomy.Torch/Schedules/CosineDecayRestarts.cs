using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Falls along half a cosine and starts again, each time over a longer span and from another rate (Loshchilov and Hutter 2016).</summary>
sealed class CosineDecayRestarts(ObjectSettings settings) : Schedule
{
    readonly float initial = Required(settings, "initial_learning_rate");
    readonly float steps = Required(settings, "first_decay_steps");
    readonly float longer = (float)settings.Number("t_mul", 2);
    readonly float lower = (float)settings.Number("m_mul", 1);
    readonly float alpha = (float)settings.Number("alpha", 0);

    public override float At(long step)
    {
        var (restarts, fraction) = Position(step / steps);
        var cosine = 0.5f * MathF.Pow(lower, restarts) * (1 + MathF.Cos(MathF.PI * fraction));
        return initial * (((1 - alpha) * cosine) + alpha);
    }

    (float Restarts, float Fraction) Position(float spans)
    {
        if (longer == 1)
        {
            var whole = MathF.Floor(spans);
            return (whole, spans - whole);
        }

        var restarts = MathF.Floor(MathF.Log(1 - (spans * (1 - longer))) / MathF.Log(longer));
        var stretch = MathF.Pow(longer, restarts);
        return (restarts, (spans - ((1 - stretch) / (1 - longer))) / stretch);
    }
}
