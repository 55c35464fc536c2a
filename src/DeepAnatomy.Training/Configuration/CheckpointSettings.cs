using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What is kept so that a training can go on.</summary>
public sealed record CheckpointSettings
{
    /// <summary>Iterations between two checkpoints.</summary>
    [Setting("Iterations between two checkpoints; there is one after every epoch too.", "Iterationen zwischen zwei Sicherungen; nach jeder Epoche gibt es auch eine.", Minimum = 1, Maximum = 1e6)]
    public int EveryIterations { get; init; } = 250;

    /// <summary>Seconds between two checkpoints at most, or null.</summary>
    [Setting("Longest time between two checkpoints; null for iterations alone.", "Längste Zeit zwischen zwei Sicherungen; null nur nach Iterationen.", Unit = "s", Minimum = 1, Maximum = 1e6)]
    public double? EverySeconds { get; init; }
}
