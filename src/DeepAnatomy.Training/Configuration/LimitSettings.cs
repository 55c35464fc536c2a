using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>When the training ends.</summary>
public sealed record LimitSettings
{
    /// <summary>Iterations of the whole training.</summary>
    [Setting("Iterations of the whole training; the schedule is laid over them.", "Iterationen des ganzen Trainings; der Zeitplan ist über sie gelegt.", Minimum = 1, Maximum = 1e8)]
    public int Iterations { get; init; } = 2500;

    /// <summary>Iterations of an epoch.</summary>
    [Setting("Iterations of an epoch; after each the network is validated.", "Iterationen einer Epoche; nach jeder wird das Netz validiert.", Minimum = 1, Maximum = 1e6)]
    public int IterationsPerEpoch { get; init; } = 250;

    /// <summary>Minutes of training over all sessions, or null.</summary>
    [Setting("Longest time of training over all sessions; null for no limit.", "Längste Trainingszeit über alle Sitzungen; null für keine Grenze.", Unit = "min", Minimum = 0.01, Maximum = 1e6)]
    public double? Minutes { get; init; }

    /// <summary>Epochs without improvement after which the training ends, or null.</summary>
    [Setting("Epochs without a better validation after which the training ends; null to go on.", "Epochen ohne bessere Validierung, nach denen das Training endet; null für weiter.", Minimum = 1, Maximum = 1e5)]
    public int? Patience { get; init; }
}
