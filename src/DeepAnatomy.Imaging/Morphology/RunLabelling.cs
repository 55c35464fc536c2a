using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Morphology;

/// <summary>The runs of a mask (stretches of foreground along i), each with the number of its connected component.</summary>
/// <remarks>
/// Runs are joined by union-find whose root is always the run that comes first, so numbers follow the scan order.
/// Slabs of slices are joined in parallel, their borders afterwards.
/// </remarks>
sealed class RunLabelling
{
    readonly Shape shape;
    readonly int[] rowStart;
    readonly Run[] runs;
    readonly int[] label;

    RunLabelling(Shape shape, int[] rowStart, Run[] runs, int[] label, int count) =>
        (this.shape, this.rowStart, this.runs, this.label, Count) = (shape, rowStart, runs, label, count);

    /// <summary>The number of components; their labels are 1 … Count.</summary>
    public int Count { get; }

    /// <param name="mask">i fastest.</param>
    /// <param name="shape">Of the mask.</param>
    /// <param name="connectivity">Which neighbours belong together.</param>
    /// <param name="inverted">Whether the zeros are labelled in place of the others.</param>
    /// <param name="cancellationToken">Checked per slice.</param>
    public static unsafe RunLabelling Of(ReadOnlySpan<byte> mask, Shape shape, Connectivity connectivity, bool inverted, CancellationToken cancellationToken)
    {
        var rowStart = new int[(shape.J * shape.K) + 1];
        Run[] runs;
        fixed (byte* start = mask)
        {
            var voxels = new PinnedSpan<byte>(start, mask.Length);
            SliceLoop.Run(shape.K, k => CountRuns(voxels, shape, k, inverted, rowStart), cancellationToken);
            for (var row = 1; row < rowStart.Length; row++)
            {
                rowStart[row] += rowStart[row - 1];
            }

            runs = new Run[rowStart[^1]];
            SliceLoop.Run(shape.K, k => FindRuns(voxels, shape, k, inverted, rowStart, runs), cancellationToken);
        }

        var sets = new RunSets(shape, rowStart, runs, connectivity);
        var label = sets.Join(cancellationToken);
        return new(shape, rowStart, runs, label, sets.Number(label));
    }

    /// <summary>Writes the labels of slice k; leaves the rest as it is.</summary>
    public void Paint(int k, Span<int> slice)
    {
        for (var j = 0; j < shape.J; j++)
        {
            var row = slice.Slice(j * shape.I, shape.I);
            for (var r = rowStart[(k * shape.J) + j]; r < rowStart[(k * shape.J) + j + 1]; r++)
            {
                row[runs[r].Start..runs[r].End].Fill(label[r]);
            }
        }
    }

    /// <summary>Writes a value into the chosen components of slice k; leaves the rest as it is.</summary>
    public void Paint(int k, Span<byte> slice, Predicate<int> isChosen, byte value)
    {
        for (var j = 0; j < shape.J; j++)
        {
            var row = slice.Slice(j * shape.I, shape.I);
            for (var r = rowStart[(k * shape.J) + j]; r < rowStart[(k * shape.J) + j + 1]; r++)
            {
                if (isChosen(label[r]))
                {
                    row[runs[r].Start..runs[r].End].Fill(value);
                }
            }
        }
    }

    /// <summary>The voxels of each component; the index is the label, 0 is unused.</summary>
    public long[] Sizes()
    {
        var sizes = new long[Count + 1];
        for (var r = 0; r < runs.Length; r++)
        {
            sizes[label[r]] += runs[r].End - runs[r].Start;
        }

        return sizes;
    }

    /// <summary>Whether each component reaches the border along i or j, or (with <paramref name="includeEnds"/>) the first or last slice; the index is the label.</summary>
    public bool[] TouchesBorder(bool includeEnds)
    {
        var touches = new bool[Count + 1];
        for (var row = 0; row < rowStart.Length - 1; row++)
        {
            var (j, k) = (row % shape.J, row / shape.J);
            var isBorder = j == 0 || j == shape.J - 1 || (includeEnds && (k == 0 || k == shape.K - 1));
            for (var r = rowStart[row]; r < rowStart[row + 1]; r++)
            {
                touches[label[r]] |= isBorder || runs[r].Start == 0 || runs[r].End == shape.I;
            }
        }

        return touches;
    }

    /// <summary>Size and bounds of every component.</summary>
    public ImmutableArray<Component> Components()
    {
        var found = new Component[Count];
        for (var row = 0; row < rowStart.Length - 1; row++)
        {
            var (j, k) = (row % shape.J, row / shape.J);
            for (var r = rowStart[row]; r < rowStart[row + 1]; r++)
            {
                ref var c = ref found[label[r] - 1];
                var (first, last) = ((I: runs[r].Start, J: j, K: k), (I: runs[r].End - 1, J: j, K: k));
                c = c.Label == 0
                    ? new(label[r], runs[r].End - runs[r].Start, first, last)
                    : new(
                        c.Label,
                        c.VoxelCount + runs[r].End - runs[r].Start,
                        (Math.Min(c.First.I, first.I), Math.Min(c.First.J, j), c.First.K),
                        (Math.Max(c.Last.I, last.I), Math.Max(c.Last.J, j), k));
            }
        }

        return ImmutableArray.Create(found);
    }

    static void CountRuns(PinnedSpan<byte> voxels, Shape shape, int k, bool inverted, int[] rowStart)
    {
        for (var j = 0; j < shape.J; j++)
        {
            var row = voxels.Slice(shape.OffsetOf(0, j, k), shape.I);
            var (count, at) = (0, 0);
            while (Next(row, ref at, inverted, out _))
            {
                count++;
            }

            rowStart[(k * shape.J) + j + 1] = count;
        }
    }

    static void FindRuns(PinnedSpan<byte> voxels, Shape shape, int k, bool inverted, int[] rowStart, Run[] runs)
    {
        for (var j = 0; j < shape.J; j++)
        {
            var row = voxels.Slice(shape.OffsetOf(0, j, k), shape.I);
            var (r, at) = (rowStart[(k * shape.J) + j], 0);
            while (Next(row, ref at, inverted, out var run))
            {
                runs[r++] = run;
            }
        }
    }

    static bool Next(ReadOnlySpan<byte> row, ref int at, bool inverted, out Run run)
    {
        run = default;
        var rest = row[at..];
        var skip = inverted ? rest.IndexOf((byte)0) : rest.IndexOfAnyExcept((byte)0);
        if (skip < 0)
        {
            return false;
        }

        rest = rest[skip..];
        var length = inverted ? rest.IndexOfAnyExcept((byte)0) : rest.IndexOf((byte)0);
        length = length < 0 ? rest.Length : length;
        run = new(at + skip, at + skip + length);
        at = run.End;
        return true;
    }

    internal readonly record struct Run(int Start, int End);
}
