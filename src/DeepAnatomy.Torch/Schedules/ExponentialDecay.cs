using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Multiplies by a rate every so many steps, smoothly or at once.</summary>
sealed class ExponentialDecay(ObjectSettings settings) : Schedule
{
    readonly float initial = Required(settings, "initial_learning_rate");
    readonly float steps = Required(settings, "decay_steps");
    readonly float rate = Required(settings, "decay_rate");
    readonly bool staircase = settings.Flag("staircase", false);

    public override float At(long step)
    {
        var progress = step / steps;
        return initial * MathF.Pow(rate, staircase ? MathF.Floor(progress) : progress);
    }
}
