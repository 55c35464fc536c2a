namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Why a line of a batch was not taken.</summary>
/// <param name="Kind">What kind of problem.</param>
/// <param name="Line">Number of the line in the batch, from 1; 0 where the batch as a whole is meant.</param>
/// <param name="Text">One sentence for the sender.</param>
public sealed record LineProblem(LineProblemKind Kind, int Line, string Text);
