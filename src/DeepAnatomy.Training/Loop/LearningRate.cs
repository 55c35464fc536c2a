using DeepAnatomy.Training.Configuration;

namespace DeepAnatomy.Training.Loop;

/// <summary>The learning rate over a training.</summary>
public static class LearningRate
{
    /// <summary>The rate of one iteration.</summary>
    /// <param name="rate">Rate at the end of the warm-up.</param>
    /// <param name="schedule">How it changes.</param>
    /// <param name="iteration">The iteration, from 0.</param>
    /// <param name="iterations">All iterations.</param>
    public static double At(double rate, ScheduleSettings schedule, long iteration, long iterations)
    {
        if (iteration < schedule.WarmUpIterations)
        {
            return rate * (iteration + 1) / schedule.WarmUpIterations;
        }

        var t = Math.Clamp((iteration - schedule.WarmUpIterations) / (double)Math.Max(1, iterations - schedule.WarmUpIterations), 0, 1);
        var left = schedule.Decay switch
        {
            Decay.Polynomial => Math.Pow(1 - t, schedule.Power),
            Decay.Cosine => (1 + Math.Cos(Math.PI * t)) / 2,
            _ => 1,
        };
        return rate * (schedule.EndFraction + ((1 - schedule.EndFraction) * left));
    }
}
