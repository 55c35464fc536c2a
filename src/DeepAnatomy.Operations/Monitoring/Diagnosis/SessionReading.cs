namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>A session as rules see it when it begins.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartStep">Where it goes on.</param>
/// <param name="Started">UTC ticks.</param>
/// <param name="Iterations">Planned for the run; 0 where it is not known.</param>
readonly record struct SessionReading(int Number, long StartStep, long Started, long Iterations);
