namespace DeepAnatomy.Operations.Jobs;

/// <summary>A job that can never run here, or that is there already; says what to change.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class JobRefusedException(string message) : Exception(message);
