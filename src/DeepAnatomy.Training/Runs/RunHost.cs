namespace DeepAnatomy.Training.Runs;

/// <summary>Where a session runs.</summary>
/// <param name="Name">Name of the machine.</param>
/// <param name="System">Its operating system.</param>
/// <param name="Processors">Processors the process may use.</param>
/// <param name="Process">Number of the process.</param>
public sealed record RunHost(string Name, string System, int Processors, int Process);
