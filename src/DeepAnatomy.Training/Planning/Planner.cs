namespace DeepAnatomy.Training.Planning;

/// <summary>Proposes settings for a dataset.</summary>
public static class Planner
{
    /// <summary>Makes a plan.</summary>
    /// <param name="fingerprint">What the dataset is like.</param>
    /// <param name="preset">What the plan is for.</param>
    /// <exception cref="ArgumentException">The fingerprint has no case, or no foreground.</exception>
    public static Plan Make(Fingerprint fingerprint, PlanPreset preset)
    {
        if (fingerprint.Cases.IsEmpty || fingerprint.Foreground.Count == 0)
        {
            throw new ArgumentException("There is nothing to plan for: the dataset has no case with a drawn structure.", nameof(fingerprint));
        }

        return preset is PlanPreset.NnUnet2d or PlanPreset.NnUnet3d
            ? new NnUnetPlan(fingerprint, preset == PlanPreset.NnUnet3d).Make()
            : new CpuPlan(fingerprint, preset).Make();
    }
}
