using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Connected components with 26 neighbours: label volume, sizes and bounds.</summary>
sealed class ComponentsBenchmark(string name, string what, Func<Volume<byte>> input) : IBenchmark
{
    readonly Lazy<Volume<byte>> mask = new(input);

    public string Name => name;

    public string Work => $"26-connected components of {what}, {Inputs.Grid.Shape}";

    public string PeerName => "scipy.ndimage.label";

    public double? TargetRatio => 5;

    public Measurement Product() => Measurement.Of(() => ConnectedComponents.Label(mask.Value, Connectivity.Vertices26), found => found.Count);

    public Measurement? Peer() => PythonPeer.Run("label.py", mask.Value);
}
