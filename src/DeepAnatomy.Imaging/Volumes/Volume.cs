using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Volumes;

/// <summary>Voxels on a grid. CT volumes are <see cref="short"/> Hounsfield units; masks are <see cref="byte"/> 0 or 1; label maps are <see cref="ushort"/>.</summary>
/// <typeparam name="T">Type of one voxel.</typeparam>
/// <remarks>Immutable to readers: the array is handed over on creation and only spans for reading go out. i is the fastest axis.</remarks>
public sealed class Volume<T>
    where T : unmanaged
{
    readonly T[] voxels;

    Volume(Grid grid, T[] voxels) => (Grid, this.voxels) = (grid, voxels);

    /// <summary>Where the voxels lie.</summary>
    public Grid Grid { get; }

    /// <summary>Voxels along i, j, k.</summary>
    public Shape Shape => Grid.Shape;

    /// <summary>All voxels, i fastest.</summary>
    public ReadOnlySpan<T> Voxels => voxels;

    /// <summary>All voxels as memory, for work that crosses threads.</summary>
    public ReadOnlyMemory<T> Memory => voxels;

    /// <summary>One voxel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the volume.</exception>
    public T this[int i, int j, int k] => Shape.Contains(i, j, k)
        ? voxels[Shape.OffsetOf(i, j, k)]
        : throw new ArgumentOutOfRangeException(nameof(i), $"Voxel ({i}, {j}, {k}) is outside {Shape}.");

    /// <summary>Makes a volume of an array without copying; the caller gives the array away and must not write to it again.</summary>
    /// <exception cref="ArgumentException">The array's length is not the grid's number of voxels.</exception>
    public static Volume<T> Adopt(Grid grid, T[] voxels) => voxels.Length == grid.Shape.Count
        ? new(grid, voxels)
        : throw new ArgumentException($"{voxels.Length} voxels do not fill a grid of {grid.Shape}.", nameof(voxels));

    /// <summary>The pixels of the slice at k, i fastest.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is outside the volume.</exception>
    public ReadOnlySpan<T> Slice(int k) => (uint)k < (uint)Shape.K
        ? voxels.AsSpan(k * Shape.SliceCount, Shape.SliceCount)
        : throw new ArgumentOutOfRangeException(nameof(k), k, $"The volume has {Shape.K} slices.");

    /// <summary>The same voxels at another place; nothing is copied.</summary>
    /// <exception cref="ArgumentException">The other grid has another number of voxels.</exception>
    public Volume<T> On(Grid grid) => Adopt(grid, voxels);
}
