using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Falls along half a cosine to a share of the rate, after an optional linear rise.</summary>
sealed class CosineDecay(ObjectSettings settings) : Schedule
{
    readonly float initial = Required(settings, "initial_learning_rate");
    readonly float steps = Required(settings, "decay_steps");
    readonly float alpha = (float)settings.Number("alpha", 0);
    readonly float? target = (float?)settings.OptionalNumber("warmup_target");
    readonly float rise = (float)settings.Number("warmup_steps", 0);

    public override float At(long step)
    {
        if (target is not { } top)
        {
            return Fall(MathF.Min(step, steps), initial);
        }

        var now = MathF.Min(step, steps + rise);
        return now < rise ? ((top - initial) * (now / rise)) + initial : Fall(now - rise, top);
    }

    float Fall(float step, float from) => from * (((1 - alpha) * (0.5f * (1 + MathF.Cos(MathF.PI * (step / steps))))) + alpha);
}
