using System.Collections.Immutable;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Sides of a slice that a structure touches.</summary>
[Flags]
enum ImageEdges : byte
{
    None = 0,
    Right = 1,
    Left = 2,
    Front = 4,
    Back = 8,
}

/// <summary>For every slice and every tallied label: pixels and HU sums per band, the sum of i, and the image edges touched.</summary>
/// <remarks>All numbers of an analysis are sums over this table; it is filled once by <see cref="SliceTally"/>. Slices are those of the canonical grid.</remarks>
sealed class SliceTable(int sliceCount, ImmutableArray<ushort> values, HuBands bands)
{
    readonly int[] counts = new int[sliceCount * values.Length * bands.Count];
    readonly long[] sums = new long[sliceCount * values.Length * bands.Count];
    readonly long[] sumsOfI = new long[sliceCount * values.Length];
    readonly ImageEdges[] edges = new ImageEdges[sliceCount * values.Length];

    public int SliceCount => sliceCount;

    /// <summary>The tallied label values; a label's index in this list is its column.</summary>
    public ImmutableArray<ushort> Values => values;

    public HuBands Bands => bands;

    /// <summary>Pixels and HU of one label within a window over the slices first … last.</summary>
    public Tally Of(int column, int firstK, int lastK, HuWindow? window)
    {
        var (from, end) = bands.RangeOf(window);
        var (count, sum) = (0L, 0L);
        for (var k = firstK; k <= lastK; k++)
        {
            var row = RowOf(k, column);
            for (var band = from; band < end; band++)
            {
                count += counts[row + band];
                sum += sums[row + band];
            }
        }

        return new(count, sum);
    }

    /// <summary>Pixels and HU of several labels within a window over the slices first … last.</summary>
    public Tally Of(ReadOnlySpan<int> columns, int firstK, int lastK, HuWindow? window)
    {
        var total = default(Tally);
        foreach (var column in columns)
        {
            total += Of(column, firstK, lastK, window);
        }

        return total;
    }

    /// <summary>Mean i of several labels over the slices first … last, or null without a pixel.</summary>
    public double? MeanI(ReadOnlySpan<int> columns, int firstK, int lastK)
    {
        var (count, sum) = (0L, 0L);
        foreach (var column in columns)
        {
            count += Of(column, firstK, lastK, null).Count;
            for (var k = firstK; k <= lastK; k++)
            {
                sum += sumsOfI[(k * values.Length) + column];
            }
        }

        return count == 0 ? null : (double)sum / count;
    }

    /// <summary>The image edges that several labels touch in slice k.</summary>
    public ImageEdges EdgesOf(ReadOnlySpan<int> columns, int k)
    {
        var touched = ImageEdges.None;
        foreach (var column in columns)
        {
            touched |= edges[(k * values.Length) + column];
        }

        return touched;
    }

    /// <summary>Lowest and highest slice with a pixel of the labels, and the mean k of all their pixels; null without a pixel.</summary>
    public (int FirstK, int LastK, double MeanK, long Voxels)? ExtentOf(ReadOnlySpan<int> columns)
    {
        var (first, last, voxels, sum) = (-1, -1, 0L, 0L);
        for (var k = 0; k < sliceCount; k++)
        {
            var count = Of(columns, k, k, null).Count;
            if (count > 0)
            {
                first = first < 0 ? k : first;
                last = k;
                voxels += count;
                sum += count * k;
            }
        }

        return voxels == 0 ? null : (first, last, (double)sum / voxels, voxels);
    }

    /// <summary>The cells of one slice for the kernel: counts and sums (label-major, band-minor), sums of i and edges per label.</summary>
    internal (Memory<int> Counts, Memory<long> Sums, Memory<long> SumsOfI, Memory<ImageEdges> Edges) CellsOf(int k)
    {
        var labels = values.Length;
        var cells = labels * bands.Count;
        return (counts.AsMemory(k * cells, cells), sums.AsMemory(k * cells, cells), sumsOfI.AsMemory(k * labels, labels), edges.AsMemory(k * labels, labels));
    }

    int RowOf(int k, int column) => ((k * values.Length) + column) * bands.Count;
}
