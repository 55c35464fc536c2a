using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Gaussian smoothing.</summary>
sealed class GaussianBenchmark : IBenchmark
{
    const double SigmaMm = 2;
    readonly Lazy<Volume<float>> volume = new(Inputs.Smooth);

    public string Name => "gaussian";

    public string Work => $"Gaussian of sigma {SigmaMm} mm, {Inputs.Grid.Shape}";

    public string PeerName => "scipy.ndimage.gaussian_filter";

    public double? TargetRatio => null;

    public Measurement Product() => Measurement.Of(() => GaussianFilter.Smooth(volume.Value, SigmaMm), Sums.OfMagnitudes);

    public Measurement? Peer()
    {
        var s = Inputs.Grid.Spacing;
        return PythonPeer.Run("gaussian.py", volume.Value, $"{SigmaMm / s.KMm:R}", $"{SigmaMm / s.JMm:R}", $"{SigmaMm / s.IMm:R}");
    }
}
