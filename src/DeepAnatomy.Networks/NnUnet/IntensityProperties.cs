namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Intensities of the foreground of a training set, one channel; for CT in HU.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Percentile005">0.5th percentile: lower limit of the window.</param>
/// <param name="Percentile995">99.5th percentile: upper limit of the window.</param>
/// <param name="Median">Median.</param>
/// <param name="Minimum">Smallest.</param>
/// <param name="Maximum">Largest.</param>
public sealed record IntensityProperties(double Mean, double StandardDeviation, double Percentile005, double Percentile995, double Median, double Minimum, double Maximum)
{
    /// <summary>Whether all of them were given.</summary>
    public bool IsComplete => double.IsFinite(Mean + StandardDeviation + Percentile005 + Percentile995 + Median + Minimum + Maximum);
}
