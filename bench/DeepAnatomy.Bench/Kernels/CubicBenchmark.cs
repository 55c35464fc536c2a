using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Cubic B-spline resampling to another spacing, prefilter included.</summary>
sealed class CubicBenchmark : IBenchmark
{
    static readonly Shape Wanted = new(410, 410, 300);
    readonly Lazy<Volume<float>> volume = new(Inputs.Smooth);

    public string Name => "cubic";

    public string Work => $"cubic B-spline {Inputs.Grid.Shape} to {Wanted}";

    public string PeerName => "scipy.ndimage.zoom";

    public double? TargetRatio => null;

    public Measurement Product()
    {
        // As zoom does: the outermost centres stay where they are.
        var s = Inputs.Grid.Spacing;
        var from = Inputs.Grid.Shape;
        var target = new Grid(Wanted, new Spacing(
            s.IMm * (from.I - 1) / (Wanted.I - 1),
            s.JMm * (from.J - 1) / (Wanted.J - 1),
            s.KMm * (from.K - 1) / (Wanted.K - 1)));
        return Measurement.Of(() => Resampler.ToGrid(volume.Value, target, Interpolation.CubicBSpline, 0f), Sums.OfMagnitudes);
    }

    public Measurement? Peer() => PythonPeer.Run("zoom.py", volume.Value, $"{Wanted.K}", $"{Wanted.J}", $"{Wanted.I}");
}
