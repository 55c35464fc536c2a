namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>
/// H4: for 200 steps the gradient norm is below a millionth of the 95th percentile of the first 500 steps, while the loss is not near its best or never came down.
/// Where norms of layers are reported: the first layer's is below a thousandth of the last one's and below 1e−4, or the mean is below 1e−7.
/// </summary>
sealed class VanishingGradientRule() : Rule("H4", 1)
{
    const int Patience = 200;
    const double LossWeight = 0.98;
    readonly List<double> beginning = [];
    readonly Dictionary<string, Smoothed> layers = [];
    readonly List<string> order = [];
    double reference = double.NaN;
    double start = double.NaN;
    Smoothed loss;
    int small;
    int layerReadings;
    long since;

    public override void OnStep(RunReading run, StepReading step)
    {
        if (step.Loss is { } value)
        {
            loss = loss.With(value, LossWeight, 0);
            start = double.IsNaN(start) && loss.Count >= 20 ? loss.Value : start;
        }

        if (step.GradientNorm is { } norm && double.IsFinite(norm))
        {
            Whole(step.Step, norm);
        }

        if (step.LayerGradients.Count > 1)
        {
            Layers(step);
        }
    }

    void Whole(long step, double norm)
    {
        if (beginning.Count < 500)
        {
            beginning.Add(norm);
            if (beginning.Count == 500)
            {
                reference = beginning.Order().ElementAt(474);
            }

            return;
        }

        small = norm < 1e-6 * reference ? small + 1 : 0;
        since = small == 1 ? step : since;
        if (small >= Patience && !IsNearBest())
        {
            Report(since, step, "", ["gradient_norm"], norm, reference);
        }
        else if (norm > 1e-5 * reference)
        {
            Clear(step);
        }
    }

    // A training that has arrived has small gradients too.
    bool IsNearBest()
    {
        var drop = start - loss.Least;
        return drop > 0.2 * Math.Abs(start) && loss.Value <= loss.Least + (0.05 * drop);
    }

    void Layers(StepReading step)
    {
        foreach (var layer in step.LayerGradients)
        {
            if (!layers.TryGetValue(layer.Name, out var before))
            {
                order.Add(layer.Name);
            }

            layers[layer.Name] = before.With(layer.Value, 0.95, 0);
        }

        layerReadings++;
        var (first, last) = (layers[order[0]].Value, layers[order[^1]].Value);
        var isSmall = (first < 1e-3 * last && first < 1e-4) || order.Average(name => layers[name].Value) < 1e-7;
        if (layerReadings >= 20 && isSmall)
        {
            Report(step.Step, step.Step, "layers", [$"gradient_norm.{order[0]}", $"gradient_norm.{order[^1]}"], first, last);
        }
        else if (first > 1e-2 * last)
        {
            Clear(step.Step, "layers");
        }
    }

    void Report(long from, long to, string subject, System.Collections.Immutable.ImmutableArray<string> series, double value, double measure)
    {
        if (!IsRaised(subject) || to % Patience == 0)
        {
            RaiseAbout(subject, FindingSeverity.Warning, from, to, series, new(
                $"The gradient has nearly vanished since step {from}: {Say.En(value)} against {Say.En(measure)}, and the loss is not at its best.",
                "Look for saturated or dead units, use normalisation or residual connections, and check how weights are initialised.",
                $"Der Gradient ist seit Schritt {from} fast verschwunden: {Say.De(value)} gegen {Say.De(measure)}, und der Loss ist nicht am besten Wert.",
                "Nach gesättigten oder toten Einheiten suchen, Normalisierung oder Residualverbindungen verwenden und die Initialisierung prüfen."),
                ("measure", measure), ("value", value));
        }
    }
}
