using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Dilation with a ball in millimetres.</summary>
sealed class DilationBenchmark : IBenchmark
{
    const double RadiusMm = 4;
    readonly Lazy<Volume<byte>> mask = new(Inputs.Texture);

    public string Name => "dilate-ball";

    public string Work => $"dilation with a ball of {RadiusMm} mm, {Inputs.Grid.Shape}";

    public string PeerName => "scipy.ndimage.binary_dilation";

    public double? TargetRatio => null;

    public Measurement Product() => Measurement.Of(() => BallMorphology.Dilate(mask.Value, RadiusMm), Sums.Of);

    public Measurement? Peer()
    {
        var s = Inputs.Grid.Spacing;
        return PythonPeer.Run("dilate.py", mask.Value, $"{s.KMm}", $"{s.JMm}", $"{s.IMm}", $"{RadiusMm}");
    }
}
