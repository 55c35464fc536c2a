using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.TensorBoard;

/// <summary>What an import brought.</summary>
/// <param name="Points">Points that are now in the store.</param>
/// <param name="Sessions">Sessions they are in.</param>
/// <param name="Problems">Files of which only a part could be read, and why; one sentence each.</param>
public sealed record ImportReport(long Points, int Sessions, ImmutableArray<string> Problems);
