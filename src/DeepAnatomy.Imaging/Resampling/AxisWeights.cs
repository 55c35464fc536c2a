namespace DeepAnatomy.Imaging.Resampling;

/// <summary>For every target index along one axis: the source indices it is made of, with their weights. Indices are inside the source; taps that repeat the border are allowed.</summary>
sealed class AxisWeights
{
    readonly int[] index;
    readonly float[] weight;

    AxisWeights(int taps, int[] index, float[] weight, bool[] isInside) =>
        (Taps, this.index, this.weight, IsInside) = (taps, index, weight, isInside);

    /// <summary>Source voxels per target voxel: 1, 2 or 4.</summary>
    public int Taps { get; }

    /// <summary>Whether the target voxel lies on the source.</summary>
    public bool[] IsInside { get; }

    /// <summary>The source indices of a target index.</summary>
    public ReadOnlySpan<int> Indices(int target) => index.AsSpan(target * Taps, Taps);

    /// <summary>The weights of a target index.</summary>
    public ReadOnlySpan<float> Weights(int target) => weight.AsSpan(target * Taps, Taps);

    /// <param name="interpolation">Sets the number of taps.</param>
    /// <param name="start">Source position of target 0.</param>
    /// <param name="step">Source positions per target.</param>
    /// <param name="count">Targets.</param>
    /// <param name="sourceCount">Voxels of the source along the axis.</param>
    public static AxisWeights Plan(Interpolation interpolation, double start, double step, int count, int sourceCount)
    {
        var taps = SplineWeights.Taps(interpolation);
        var (index, weight, inside) = (new int[count * taps], new float[count * taps], new bool[count]);
        Span<double> w = stackalloc double[4];
        for (var t = 0; t < count; t++)
        {
            var position = start + (t * step);
            inside[t] = SplineWeights.IsInside(position, sourceCount);
            if (!inside[t])
            {
                continue;
            }

            var first = SplineWeights.At(interpolation, position, sourceCount, w);
            for (var tap = 0; tap < taps; tap++)
            {
                index[(t * taps) + tap] = SplineWeights.Border(interpolation, first + tap, sourceCount);
                weight[(t * taps) + tap] = (float)w[tap];
            }
        }

        return new(taps, index, weight, inside);
    }
}
