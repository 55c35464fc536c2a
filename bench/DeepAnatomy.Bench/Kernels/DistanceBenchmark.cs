using DeepAnatomy.Imaging.Distance;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Exact Euclidean distance of every voxel to a mask.</summary>
sealed class DistanceBenchmark(string name, string what, Func<Volume<byte>> input) : IBenchmark
{
    readonly Lazy<Volume<byte>> mask = new(input);

    public string Name => name;

    public string Work => $"exact distance to {what}, {Inputs.Grid.Shape}";

    public string PeerName => "scipy.ndimage.distance_transform_edt";

    public double? TargetRatio => 10;

    public Measurement Product() => Measurement.Of(() => DistanceTransform.ToForeground(mask.Value), Sums.Of);

    public Measurement? Peer()
    {
        var s = Inputs.Grid.Spacing;
        return PythonPeer.Run("distance.py", mask.Value, $"{s.KMm}", $"{s.JMm}", $"{s.IMm}");
    }
}
