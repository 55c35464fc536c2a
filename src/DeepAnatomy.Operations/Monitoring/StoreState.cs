namespace DeepAnatomy.Operations.Monitoring;

/// <summary>Whether a store takes lines.</summary>
/// <param name="IsWritable">Whether the last attempt to write succeeded.</param>
/// <param name="Reason">Why not; empty when it does.</param>
public readonly record struct StoreState(bool IsWritable, string Reason);
