namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Intensities of the foreground of a training set, one channel; for CT in HU.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Percentile005">0.5th percentile: lower limit of the window.</param>
/// <param name="Percentile995">99.5th percentile: upper limit of the window.</param>
public sealed record IntensityProperties(double Mean, double StandardDeviation, double Percentile005, double Percentile995);
