using DeepAnatomy.Server.Runs;

namespace DeepAnatomy.Server.Events;

/// <summary>A run changed.</summary>
/// <param name="Id">The run.</param>
/// <param name="Step">Iterations that are over.</param>
/// <param name="State">How it stands.</param>
/// <param name="Revision">Number of the change.</param>
sealed record RunChange(string Id, long Step, RunState State, long Revision);

/// <summary>The stream is open.</summary>
/// <param name="Revision">Number of the last change so far.</param>
sealed record Hello(long Revision);

/// <summary>What changed since.</summary>
/// <param name="Revision">Ask from here the next time.</param>
/// <param name="Runs">Runs that changed.</param>
sealed record Changes(long Revision, IReadOnlyList<RunChange> Runs);
