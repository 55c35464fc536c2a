using DeepAnatomy.Training.Runs;

namespace DeepAnatomy.Training.Loop;


/// <summary>How a session ended and why.</summary>
/// <param name="State">How.</param>
/// <param name="Reason">Why, one sentence without a full stop.</param>
/// <param name="Loop">Where it stands.</param>
public sealed record LoopEnding(RunState State, string Reason, LoopState Loop);
