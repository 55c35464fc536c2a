namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>How a curve is smoothed.</summary>
public enum SmoothingKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Exponential moving average, without the bias of its start; the amount is the weight of what was, 0 to below 1.</summary>
    Exponential,

    /// <summary>The same, with a weight by the distance along the axis: where points are dense each counts less. Amount 0 to below 1.</summary>
    TimeWeighted,

    /// <summary>Gaussian; the amount is its standard deviation in points, above 0 to 2,000.</summary>
    Gaussian,

    /// <summary>Median; the amount is the length of the window in points, 1 to 10,001.</summary>
    Median,
}
