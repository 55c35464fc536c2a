namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H12: in a layer 70 % or more of the outputs are zero (average over readings); critical from 90 %. Needs the series <c>zero_share.LAYER</c>.</summary>
sealed class DeadUnitsRule() : Rule("H12", 1)
{
    const double Many = 0.7;
    const double Most = 0.9;
    const int Patience = 20;
    readonly Dictionary<string, (Smoothed Smooth, long First)> layers = [];

    public override void OnStep(RunReading run, StepReading step)
    {
        foreach (var layer in step.ZeroShares)
        {
            var (before, first) = layers.GetValueOrDefault(layer.Name, (default, step.Step));
            var smooth = before.With(layer.Value, 0.9, 0);
            first = smooth.Value >= Many ? first : step.Step;
            layers[layer.Name] = (smooth, first);
            if (smooth.Count >= Patience && smooth.Value >= Many)
            {
                Report(step.Step, layer.Name, smooth.Value, first);
            }
            else if (smooth.Value < Many - 0.05)
            {
                Clear(step.Step, layer.Name);
            }
        }
    }

    void Report(long step, string layer, double share, long first)
    {
        RaiseAbout(layer, share >= Most ? FindingSeverity.Critical : FindingSeverity.Warning, first, step, [$"zero_share.{layer}"], new(
            $"In {layer}, {Say.Percent(share)} % of the outputs are zero.", "A lower learning rate, leaky activations, or another initialisation.",
            $"In {layer} sind {Say.Percent(share)} % der Ausgaben null.", "Eine niedrigere Lernrate, Leaky-Aktivierungen oder eine andere Initialisierung."),
            ("share", share));
    }
}
