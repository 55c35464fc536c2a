namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>An event file that shall be imported.</summary>
/// <param name="Name">Path below the folder of logs, with <c>/</c>. Files of one folder are the sessions of a run in the order of their names; where there are several folders, their path comes before the names of series.</param>
/// <param name="Open">Opens it for reading.</param>
public sealed record EventFile(string Name, Func<Stream> Open);
