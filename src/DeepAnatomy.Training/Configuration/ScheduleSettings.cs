using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>How the learning rate goes down.</summary>
public enum Decay
{
    /// <summary>Stays.</summary>
    Constant,

    /// <summary>(1 − t)^power, nnU-Net's.</summary>
    Polynomial,

    /// <summary>Half a cosine.</summary>
    Cosine,
}

/// <summary>The learning rate over the training.</summary>
public sealed record ScheduleSettings
{
    /// <summary>How the rate goes down.</summary>
    [Setting("How the learning rate goes down over the iterations.", "Wie die Lernrate über die Iterationen sinkt.")]
    public Decay Decay { get; init; } = Decay.Polynomial;

    /// <summary>Exponent of the polynomial.</summary>
    [Setting("Exponent of the polynomial decay.", "Exponent des polynomiellen Abfalls.", Minimum = 0.1, Maximum = 5)]
    public double Power { get; init; } = 0.9;

    /// <summary>Share of the rate that is left at the end.</summary>
    [Setting("Share of the learning rate that is left at the end.", "Anteil der Lernrate, der am Ende bleibt.", Minimum = 0, Maximum = 1)]
    public double EndFraction { get; init; }

    /// <summary>Iterations in which the rate rises from 0.</summary>
    [Setting("Iterations in which the learning rate rises from 0.", "Iterationen, in denen die Lernrate von 0 ansteigt.", Minimum = 0, Maximum = 1e6)]
    public int WarmUpIterations { get; init; } = 50;
}
