using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Training.Runs;

/// <summary>Where a session runs.</summary>
public sealed record RunHost
{
    /// <summary>Name of the machine.</summary>
    [Setting("Name of the machine.", "Name des Rechners.")]
    public string Name { get; init; } = "";

    /// <summary>Its operating system.</summary>
    [Setting("Operating system of the machine.", "Betriebssystem des Rechners.")]
    public string System { get; init; } = "";

    /// <summary>Processors the process may use.</summary>
    [Setting("Processors that the process may use.", "Prozessoren, die der Prozess nutzen darf.", Minimum = 1)]
    public int Processors { get; init; } = 1;

    /// <summary>Number of the process.</summary>
    [Setting("Number of the process.", "Nummer des Prozesses.", Minimum = 0)]
    public int Process { get; init; }
}
