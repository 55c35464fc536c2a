using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom.Segments;

/// <summary>Takes the slices of segments as they are decoded, segment by segment in their order of precedence.</summary>
interface IMaskSink
{
    /// <summary>Adds the pixels that are not 0 to a segment.</summary>
    void Add(int segment, int k, ReadOnlySpan<byte> slice);
}

/// <summary>One mask per segment; overlaps stay.</summary>
sealed class SeparateMasks : IMaskSink
{
    /// <summary>More than this in masks of one byte per voxel is refused; a label map of the same file is always smaller.</summary>
    const long MaxBytes = 1L << 32;

    readonly Grid grid;
    readonly byte[][] masks;

    public SeparateMasks(string path, Grid grid, int count)
    {
        if ((long)grid.Shape.Count * count > MaxBytes)
        {
            throw new UnreadableImageException(path, $"{count} masks of {grid.Shape} voxels need more than 4 GB", "Read it as one label map, which is smaller");
        }

        this.grid = grid;
        masks = [.. Enumerable.Range(0, count).Select(_ => new byte[grid.Shape.Count])];
    }

    public void Add(int segment, int k, ReadOnlySpan<byte> slice)
    {
        var target = masks[segment].AsSpan(k * grid.Shape.SliceCount, grid.Shape.SliceCount);
        for (var n = 0; n < target.Length; n++)
        {
            target[n] |= slice[n] != 0 ? (byte)1 : (byte)0;
        }
    }

    public MaskCollection Finish(IEnumerable<string> names)
    {
        var collection = new MaskCollection(grid);
        foreach (var (name, mask) in names.Zip(masks))
        {
            collection.Add(name, Volume<byte>.Adopt(grid, mask));
        }

        return collection;
    }
}

/// <summary>One value per voxel, as <see cref="MaskCollection.ToLabelMap"/> gives it, without holding all masks at once.</summary>
sealed class OneLabelMap(Grid grid, IReadOnlyList<ushort> values) : IMaskSink
{
    readonly ushort[] labels = new ushort[grid.Shape.Count];
    readonly bool[] twice = new bool[grid.Shape.Count];

    public long OverlappingVoxels => twice.LongCount(t => t);

    public void Add(int segment, int k, ReadOnlySpan<byte> slice)
    {
        var start = k * grid.Shape.SliceCount;
        var value = values[segment];
        for (var n = 0; n < slice.Length; n++)
        {
            if (slice[n] != 0)
            {
                ref var label = ref labels[start + n];
                twice[start + n] |= label != 0 && label != value;
                label = label == 0 ? value : label;
            }
        }
    }

    public Volume<ushort> Finish() => Volume<ushort>.Adopt(grid, labels);
}
