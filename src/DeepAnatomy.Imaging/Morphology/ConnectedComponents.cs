using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>Connected components of a mask. Foreground is any value but 0.</summary>
/// <remarks>Labels follow the scan order (i fastest, then j, then k) of each component's first voxel, whatever the number of threads.</remarks>
public static class ConnectedComponents
{
    /// <summary>Gives every component a number, from 1.</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="connectivity">Which neighbours belong together.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static ComponentMap Label(Volume<byte> mask, Connectivity connectivity = Connectivity.Vertices26, CancellationToken cancellationToken = default)
    {
        var runs = RunLabelling.Of(mask.Voxels, mask.Shape, connectivity, false, cancellationToken);
        var labels = new int[mask.Shape.Count];
        var shape = mask.Shape;
        SliceLoop.Run(shape.K, k => runs.Paint(k, labels.AsSpan(k * shape.SliceCount, shape.SliceCount)), cancellationToken);
        return new(Volume<int>.Adopt(mask.Grid, labels), runs.Components());
    }

    /// <summary>The largest component alone; the first in scan order where two are equally large; an empty mask stays empty.</summary>
    /// <inheritdoc cref="Label"/>
    /// <returns>A mask of 0 and 1.</returns>
    public static Volume<byte> Largest(Volume<byte> mask, Connectivity connectivity = Connectivity.Vertices26, CancellationToken cancellationToken = default)
    {
        var runs = RunLabelling.Of(mask.Voxels, mask.Shape, connectivity, false, cancellationToken);
        var sizes = runs.Sizes();
        var largest = 1;
        for (var label = 2; label < sizes.Length; label++)
        {
            largest = sizes[label] > sizes[largest] ? label : largest;
        }

        return Keep(mask, runs, label => label == largest, cancellationToken);
    }

    /// <summary>The components that have at least <paramref name="minVoxels"/> voxels.</summary>
    /// <param name="mask">Foreground is any value but 0.</param>
    /// <param name="minVoxels">The size from which a component stays.</param>
    /// <param name="connectivity">Which neighbours belong together.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    /// <returns>A mask of 0 and 1.</returns>
    public static Volume<byte> KeepLargerThan(Volume<byte> mask, long minVoxels, Connectivity connectivity = Connectivity.Vertices26, CancellationToken cancellationToken = default)
    {
        var runs = RunLabelling.Of(mask.Voxels, mask.Shape, connectivity, false, cancellationToken);
        var sizes = runs.Sizes();
        return Keep(mask, runs, label => sizes[label] >= minVoxels, cancellationToken);
    }

    static Volume<byte> Keep(Volume<byte> mask, RunLabelling runs, Predicate<int> isKept, CancellationToken cancellationToken)
    {
        var (shape, target) = (mask.Shape, new byte[mask.Shape.Count]);
        SliceLoop.Run(shape.K, k => runs.Paint(k, target.AsSpan(k * shape.SliceCount, shape.SliceCount), isKept, 1), cancellationToken);
        return Volume<byte>.Adopt(mask.Grid, target);
    }
}
