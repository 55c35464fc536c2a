namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Values of one column that are not finite.</summary>
/// <param name="X">Where the first of them is.</param>
/// <param name="Kind">NaN, +∞ or −∞.</param>
/// <param name="Count">How many.</param>
public readonly record struct NonFinitePoint(double X, double Kind, long Count);
