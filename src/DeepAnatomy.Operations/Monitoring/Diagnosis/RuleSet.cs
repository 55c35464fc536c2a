using DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>The rules, in the order of their names.</summary>
static class RuleSet
{
    public static Rule[] All(StallRule stall) =>
    [
        new NonFiniteRule(),
        new DivergenceRule(),
        new ExplodingGradientRule(),
        new VanishingGradientRule(),
        new RateTooHighRule(),
        new RateTooLowRule(),
        new PlateauRule(),
        new OverfittingRule(),
        new LossAgainstMetricRule(),
        new UnderfittingRule(),
        new SlowConvergenceRule(),
        new DeadClassRule(),
        new DeadUnitsRule(),
        stall,
        new StarvationRule(),
        new NoiseRule(),
        new RestartLoopRule(),
    ];
}
