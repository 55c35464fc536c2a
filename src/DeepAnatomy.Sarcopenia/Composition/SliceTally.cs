using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Fills a <see cref="SliceTable"/> in one pass over CT and labels, in parallel over slices.</summary>
static class SliceTally
{
    /// <summary>Counts pixels and sums HU per slice, label and band.</summary>
    /// <param name="hu">Untouched HU on the canonical grid.</param>
    /// <param name="labels">Label values on the same grid.</param>
    /// <param name="values">The label values to tally; others are skipped.</param>
    /// <param name="cancellation">Checked before every slice.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static SliceTable Run(Volume<short> hu, Volume<ushort> labels, ImmutableArray<ushort> values, CancellationToken cancellation = default)
    {
        if (hu.Shape != labels.Shape)
        {
            throw new ArgumentException($"The labels have {labels.Shape} voxels, the scan {hu.Shape}.", nameof(labels));
        }

        var columnOf = new ushort[ushort.MaxValue + 1];
        for (var column = 0; column < values.Length; column++)
        {
            columnOf[values[column]] = (ushort)(column + 1);
        }

        var table = new SliceTable(hu.Shape.K, values, HuBands.Default);
        var (huMemory, labelMemory, shape) = (hu.Memory, labels.Memory, hu.Shape);
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, shape.K, options, k =>
        {
            var (counts, sums, sumsOfI, edges) = table.CellsOf(k);
            var at = k * shape.SliceCount;
            OneSlice(
                huMemory.Span.Slice(at, shape.SliceCount),
                labelMemory.Span.Slice(at, shape.SliceCount),
                shape,
                columnOf,
                table.Bands,
                new Cells(counts.Span, sums.Span, sumsOfI.Span, edges.Span));
        });
        return table;
    }

    /// <remarks>Labels come in runs along i, and most of a slice is of no interest: the end of a run is found with vector instructions and only runs of tallied labels are read pixel by pixel.</remarks>
    static void OneSlice(ReadOnlySpan<short> hu, ReadOnlySpan<ushort> labels, Shape shape, ReadOnlySpan<ushort> columnOf, HuBands bands, Cells cells)
    {
        var bandOf = bands.BandOf;
        for (var j = 0; j < shape.J; j++)
        {
            var rowLabels = labels.Slice(j * shape.I, shape.I);
            var rowHu = hu.Slice(j * shape.I, shape.I);
            var edge = (j == 0 ? ImageEdges.Front : ImageEdges.None) | (j == shape.J - 1 ? ImageEdges.Back : ImageEdges.None);
            for (var i = 0; i < shape.I;)
            {
                var value = rowLabels[i];
                var length = rowLabels[i..].IndexOfAnyExcept(value);
                length = length < 0 ? shape.I - i : length;
                if (columnOf[value] is var column and not 0)
                {
                    cells.AddRun(column - 1, rowHu.Slice(i, length), i, bandOf, bands.Count);
                    cells.Edges[column - 1] |= edge | (i == 0 ? ImageEdges.Right : 0) | (i + length == shape.I ? ImageEdges.Left : 0);
                }

                i += length;
            }
        }
    }

    readonly ref struct Cells(Span<int> counts, Span<long> sums, Span<long> sumsOfI, Span<ImageEdges> edges)
    {
        readonly Span<int> counts = counts;
        readonly Span<long> sums = sums;
        readonly Span<long> sumsOfI = sumsOfI;

        public Span<ImageEdges> Edges { get; } = edges;

        public void AddRun(int column, ReadOnlySpan<short> hu, int firstI, ReadOnlySpan<byte> bandOf, int bandCount)
        {
            var bandCounts = counts.Slice(column * bandCount, bandCount);
            var bandSums = sums.Slice(column * bandCount, bandCount);
            foreach (var value in hu)
            {
                var band = bandOf[(ushort)value];
                bandCounts[band]++;
                bandSums[band] += value;
            }

            sumsOfI[column] += ((2L * firstI) + hu.Length - 1) * hu.Length / 2;
        }
    }
}
