using System.Collections.Immutable;

namespace DeepAnatomy.Training.Planning;

/// <summary>nnU-Net's rules for the levels of a U-Net: how often each axis is halved and which kernels are used, and how much memory the feature maps take.</summary>
/// <param name="Patch">Voxels per axis, padded to be divisible.</param>
/// <param name="Strides">Stride into each level; the first is all 1.</param>
/// <param name="Kernels">Kernel of each level.</param>
/// <param name="Divisors">What the patch must be divisible by.</param>
sealed record NnUnetTopology(ImmutableArray<int> Patch, ImmutableArray<ImmutableArray<int>> Strides, ImmutableArray<ImmutableArray<int>> Kernels, ImmutableArray<int> Divisors)
{
    const int SmallestMap = 4;

    public static NnUnetTopology Of(IReadOnlyList<double> spacing, IReadOnlyList<int> patch)
    {
        var dim = patch.Count;
        var (size, distance, kernel, pools) = (patch.ToArray(), spacing.ToArray(), Enumerable.Repeat(1, dim).ToArray(), new int[dim]);
        List<ImmutableArray<int>> strides = [[.. Enumerable.Repeat(1, dim)]], kernels = [];
        while (true)
        {
            var axes = Enumerable.Range(0, dim).Where(a => size[a] >= 2 * SmallestMap).ToArray();
            if (axes.Length == 0)
            {
                break;
            }

            var finest = axes.Min(a => distance[a]);
            axes = [.. axes.Where(a => distance[a] / finest < 2)];
            if (axes.Length == 1 && size[axes[0]] < 3 * SmallestMap)
            {
                break;
            }

            for (var a = 0; a < dim; a++)
            {
                kernel[a] = kernel[a] == 3 || distance[a] / distance.Min() < 2 ? 3 : 1;
            }

            kernels.Add([.. kernel]);
            strides.Add([.. Enumerable.Range(0, dim).Select(a => axes.Contains(a) ? 2 : 1)]);
            foreach (var a in axes)
            {
                (pools[a], distance[a], size[a]) = (pools[a] + 1, distance[a] * 2, (size[a] + 1) / 2);
            }
        }

        kernels.Add([.. Enumerable.Repeat(3, dim)]);
        int[] divisors = [.. pools.Select(p => 1 << p)];
        return new([.. patch.Select((n, a) => (n + divisors[a] - 1) / divisors[a] * divisors[a])], [.. strides], [.. kernels], [.. divisors]);
    }

    /// <summary>Feature maps of each level.</summary>
    public ImmutableArray<int> Filters(int first, int most) => [.. Strides.Select((_, n) => (int)Math.Min(most, (long)first << n))];

    /// <summary>Voxels of all feature maps of one sample, two convolutions a level, deep supervision at every level.</summary>
    public double FeatureMapVoxels(ImmutableArray<int> filters, int classes)
    {
        const int Convolutions = 2;
        var sizes = new double[Strides.Length];
        var size = Patch.Select(n => (double)n).ToArray();
        for (var level = 0; level < Strides.Length; level++)
        {
            size = [.. size.Select((n, a) => n / Strides[level][a])];
            sizes[level] = size.Aggregate(1.0, (product, n) => product * n);
        }

        var total = 0.0;
        for (var level = 0; level < sizes.Length; level++)
        {
            total += sizes[level] * filters[level] * Convolutions;
            if (level < sizes.Length - 1)
            {
                // The way up: transposed convolution, convolutions, and the classes of deep supervision.
                total += sizes[level] * ((filters[level] * (Convolutions + 1)) + classes);
            }
        }

        return total;
    }
}
