using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What happens when a training goes wrong.</summary>
public sealed record GuardSettings
{
    /// <summary>Loss above this multiple of its running median counts as diverged.</summary>
    [Setting("A loss above this multiple of its running median counts as diverged.", "Ein Verlust über diesem Vielfachen seines laufenden Medians gilt als divergiert.", Minimum = 1.5, Maximum = 1e9)]
    public double DivergenceFactor { get; init; } = 20;

    /// <summary>Steps in a row that must be diverged or not a number.</summary>
    [Setting("Steps in a row that must be diverged, or without a finite loss, before the training is stopped.", "Schritte in Folge, die divergiert oder ohne endlichen Verlust sein müssen, bevor das Training angehalten wird.", Minimum = 1, Maximum = 1000)]
    public int Steps { get; init; } = 3;

    /// <summary>Whether to go back once to the last good checkpoint with a lower rate.</summary>
    [Setting("Go back once to the last good checkpoint with a tenth of the learning rate, instead of stopping.", "Einmal mit einem Zehntel der Lernrate zur letzten guten Sicherung zurückgehen, statt anzuhalten.")]
    public bool RollBack { get; init; }
}
