using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>How the weights follow the gradients; formulas as Keras defines them.</summary>
public abstract record OptimizerSettings
{
    /// <summary>Learning rate at the end of warm-up.</summary>
    [Setting("Learning rate; with a schedule the one it starts from after warm-up.", "Lernrate; mit Zeitplan die, von der er nach dem Aufwärmen ausgeht.", Minimum = 1e-8, Maximum = 10)]
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Decoupled decay of the weights.</summary>
    [Setting("Decoupled decay of the weights per step, times the learning rate.", "Entkoppelter Abfall der Gewichte je Schritt, mal Lernrate.", Minimum = 0, Maximum = 1)]
    public double WeightDecay { get; init; } = 3e-5;

    /// <summary>Momentum of the running average of the weights, or null for none.</summary>
    [Setting("Momentum of a running average of the weights (EMA). The average, which is steadier than the last weights, is what is validated and kept as best model; null for no average.", "Trägheit eines laufenden Mittels der Gewichte (EMA). Das Mittel, das ruhiger ist als die letzten Gewichte, wird validiert und als bestes Modell aufbewahrt; null für kein Mittel.", Minimum = 0.5, Maximum = 0.99999)]
    public double? EmaMomentum { get; init; }

    /// <summary>Largest norm of the whole gradient, or null.</summary>
    [Setting("The whole gradient is shortened to this norm; null for no limit.", "Der ganze Gradient wird auf diese Norm gekürzt; null für keine Grenze.", Minimum = 1e-6, Maximum = 1e6)]
    public double? ClipNorm { get; init; } = 12;
}

/// <summary>Adam with decoupled weight decay.</summary>
[SettingKind("adamw", "Adam with decoupled weight decay; needs few iterations.", "Adam mit entkoppeltem Gewichtsabfall; braucht wenige Iterationen.")]
public sealed record AdamWSettings : OptimizerSettings
{
    /// <summary>Decay of the mean of gradients.</summary>
    [Setting("Decay of the running mean of gradients.", "Abklingen des laufenden Mittels der Gradienten.", Minimum = 0, Maximum = 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    [Setting("Decay of the running mean of squared gradients.", "Abklingen des laufenden Mittels der quadrierten Gradienten.", Minimum = 0, Maximum = 0.99999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean of squares.</summary>
    [Setting("Added to the denominator.", "Wird zum Nenner addiert.", Minimum = 1e-12, Maximum = 1)]
    public double Epsilon { get; init; } = 1e-7;
}

/// <summary>Stochastic gradient descent with momentum.</summary>
[SettingKind("sgd", "Stochastic gradient descent with momentum, as nnU-Net trains.", "Stochastischer Gradientenabstieg mit Impuls, wie nnU-Net trainiert.")]
public sealed record SgdSettings : OptimizerSettings
{
    /// <summary>Share of the last step that is kept.</summary>
    [Setting("Share of the last step that is kept.", "Anteil des letzten Schritts, der erhalten bleibt.", Minimum = 0, Maximum = 0.9999)]
    public double Momentum { get; init; } = 0.99;

    /// <summary>Whether the gradient is taken ahead.</summary>
    [Setting("Look ahead (Nesterov).", "Vorausschauen (Nesterow).")]
    public bool Nesterov { get; init; } = true;
}
