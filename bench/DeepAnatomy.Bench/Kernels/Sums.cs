using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Kernels;

/// <summary>Condenses a result to the number that the peer computes too.</summary>
static class Sums
{
    public static double Of(Volume<byte> mask)
    {
        var sum = 0L;
        foreach (var value in mask.Voxels)
        {
            sum += value;
        }

        return sum;
    }

    public static double Of(Volume<float> volume)
    {
        var sum = 0.0;
        foreach (var value in volume.Voxels)
        {
            sum += value;
        }

        return sum;
    }

    public static double OfMagnitudes(Volume<float> volume)
    {
        var sum = 0.0;
        foreach (var value in volume.Voxels)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }
}
