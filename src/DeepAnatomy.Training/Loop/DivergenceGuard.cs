using System.Collections.Immutable;
using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Training.Loop;

/// <summary>Looks at every loss: not a number, or far above what was usual.</summary>
sealed class DivergenceGuard
{
    const int Window = 50, Enough = 10;
    readonly GuardSettings settings;
    readonly Queue<double> recent;

    public DivergenceGuard(GuardSettings settings, IEnumerable<double> recent, int badSteps) => (this.settings, this.recent, BadSteps) = (settings, new(recent), badSteps);

    /// <summary>Bad steps in a row.</summary>
    public int BadSteps { get; private set; }

    public ImmutableArray<double> RecentLosses => [.. recent];

    /// <summary>Takes note of a step.</summary>
    /// <returns>Why the training must not go on like this, or null.</returns>
    public string? Look(StepReport step)
    {
        var limit = recent.Count < Enough ? double.PositiveInfinity : settings.DivergenceFactor * Median();
        if (step.IsFinite && step.Loss <= limit)
        {
            BadSteps = 0;
            recent.Enqueue(step.Loss);
            if (recent.Count > Window)
            {
                recent.Dequeue();
            }

            return null;
        }

        BadSteps++;
        return BadSteps < settings.Steps ? null
            : step.IsFinite ? $"the loss {step.Loss:0.####} was above {settings.DivergenceFactor:0.##} times its running median {limit / settings.DivergenceFactor:0.####} for {BadSteps} steps in a row"
            : $"loss or gradient was not a finite number for {BadSteps} steps in a row (loss {step.Loss}, gradient norm {step.GradientNorm})";
    }

    double Median() => recent.Order().ElementAt(recent.Count / 2);
}
