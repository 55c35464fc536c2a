using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Configuration;

/// <summary>Where and with what the training runs.</summary>
public sealed record ExecutorSettings
{
    /// <summary>Threads of the engine; 0 for one per core.</summary>
    [Setting("Threads of the engine; 0 for one per core.", "Threads der Recheneinheit; 0 für einen je Kern.", Minimum = 0, Maximum = 1024)]
    public int Threads { get; init; }

    /// <summary>Threads that prepare batches ahead.</summary>
    [Setting("Threads that prepare batches ahead.", "Threads, die Stapel im Voraus vorbereiten.", Minimum = 1, Maximum = 256)]
    public int DataThreads { get; init; } = 1;

    /// <summary>Batches that are prepared ahead.</summary>
    [Setting("Batches that are prepared ahead.", "Stapel, die im Voraus vorbereitet werden.", Minimum = 1, Maximum = 256)]
    public int Prefetch { get; init; } = 4;
}
