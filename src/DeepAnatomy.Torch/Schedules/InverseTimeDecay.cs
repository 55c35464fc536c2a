using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>Divides by one plus a rate times the progress.</summary>
sealed class InverseTimeDecay(ObjectSettings settings) : Schedule
{
    readonly float initial = Required(settings, "initial_learning_rate");
    readonly float steps = Required(settings, "decay_steps");
    readonly float rate = Required(settings, "decay_rate");
    readonly bool staircase = settings.Flag("staircase", false);

    public override float At(long step)
    {
        var progress = step / steps;
        return initial / (1 + (rate * (staircase ? MathF.Floor(progress) : progress)));
    }
}
