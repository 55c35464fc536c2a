namespace DeepAnatomy.Server.Runs;

/// <summary>What dry runs found lately, so that a training that is made of the same documents gets the memory it needs.</summary>
sealed class KnownPlans
{
    const int Most = 64;

    // The dry run validates no whole case, which takes more than iterations do.
    const double Margin = 1.25;
    readonly Lock gate = new();
    readonly Queue<(string Configuration, string? Architecture)> order = [];
    readonly Dictionary<(string Configuration, string? Architecture), TrainingPlan> plans = [];

    /// <summary>Keeps what a training needs.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="architecture">The architecture, or null.</param>
    /// <param name="plan">What it needs.</param>
    public void Add(string configuration, string? architecture, TrainingPlan plan)
    {
        lock (gate)
        {
            if (!plans.ContainsKey((configuration, architecture)))
            {
                order.Enqueue((configuration, architecture));
            }

            plans[(configuration, architecture)] = plan;
            if (order.Count > Most)
            {
                plans.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>Memory to give to a training, in megabytes (2^20 bytes); null where no dry run of it is known.</summary>
    public long? MemoryMb(string configuration, string? architecture)
    {
        lock (gate)
        {
            return plans.TryGetValue((configuration, architecture), out var plan) ? (long)Math.Ceiling(plan.MemoryMb * Margin) : null;
        }
    }
}
