using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Settles what HU and place tell better than a network: islands, fat at the outline of muscles, and fat that is none (SEMANTICS.md, S22).</summary>
static class LabelCleaning
{
    const double OutlineMm = 2.5, LeastIslandMl = 1;

    static readonly ushort[] Single =
    [
        ProductLabels.ParavertebralLeft, ProductLabels.ParavertebralRight, ProductLabels.PsoasLeft, ProductLabels.PsoasRight, ProductLabels.QuadratusLumborumLeft, ProductLabels.QuadratusLumborumRight,
    ];

    /// <summary>Cleans in place.</summary>
    /// <param name="labels">Values of the product's label set.</param>
    /// <param name="classical">What the classical segmenter found on the same grid: of a muscle in several pieces it tells which one is meant.</param>
    /// <param name="hu">HU on the same grid.</param>
    /// <param name="cancellation">Checked per structure and slice.</param>
    public static void Run(ushort[] labels, ReadOnlyMemory<ushort> classical, Volume<short> hu, CancellationToken cancellation)
    {
        var boxes = Boxes(labels, hu.Shape);
        for (ushort label = 1; label <= ProductLabels.OtherMuscleRight; label++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (boxes[label] is { } box)
            {
                RemoveIslands(labels, classical.Span, hu, label, box, cancellation);
            }
        }

        var before = labels.AsSpan().ToArray();
        Parallel.For(0, hu.Shape.K, new ParallelOptions { CancellationToken = cancellation }, k => SettleFat(before, labels, hu, k));
    }

    /// <summary>What part of the image each muscle lies in, by its value; null where it is nowhere.</summary>
    static Box?[] Boxes(ReadOnlySpan<ushort> labels, Shape shape)
    {
        var boxes = new Box?[ProductLabels.OtherMuscleRight + 1];
        for (var k = 0; k < shape.K; k++)
        {
            for (var j = 0; j < shape.J; j++)
            {
                var row = labels.Slice(shape.OffsetOf(0, j, k), shape.I);
                for (var i = 0; i < row.Length; i++)
                {
                    if (ProductLabels.IsMuscle(row[i]))
                    {
                        boxes[row[i]] = boxes[row[i]]?.With(i, j, k) ?? new(i, j, k, i, j, k);
                    }
                }
            }
        }

        return boxes;
    }

    static void RemoveIslands(ushort[] labels, ReadOnlySpan<ushort> classical, Volume<short> hu, ushort label, Box box, CancellationToken cancellation)
    {
        var (whole, part) = (hu.Shape, box.Shape);
        var mask = new byte[part.Count];
        for (var row = 0; row < part.J * part.K; row++)
        {
            var from = labels.AsSpan(box.RowStart(whole, row), part.I);
            var to = mask.AsSpan(row * part.I, part.I);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] == label ? (byte)1 : (byte)0;
            }
        }

        var pieces = ConnectedComponents.Label(Volume<byte>.Adopt(hu.Grid.Window(box.I, box.J, box.K, part), mask), Connectivity.Faces6, cancellation);
        var isKept = Single.Contains(label) ? One(pieces, Shared(pieces, classical, label, whole, box)) : Large(pieces, hu.Grid.Spacing.VoxelMm3);
        var values = hu.Voxels;
        var piece = pieces.Labels.Voxels;
        for (var row = 0; row < part.J * part.K; row++)
        {
            var start = box.RowStart(whole, row);
            for (var i = 0; i < part.I; i++)
            {
                var of = piece[(row * part.I) + i];
                if (of != 0 && !isKept[of - 1])
                {
                    labels[start + i] = values[start + i] < Attenuation.FatHighHu ? ProductLabels.VisceralFat : ProductLabels.OtherTissue;
                }
            }
        }
    }

    static bool[] Large(ComponentMap pieces, double voxelMm3) => [.. pieces.Sizes.Select(size => size * voxelMm3 >= LeastIslandMl * 1000)];

    /// <summary>The piece that shares most voxels with the classical segmenter's muscle; the largest one where none shares any.</summary>
    static bool[] One(ComponentMap pieces, long[] shared)
    {
        var best = Enumerable.Range(0, pieces.Count).MaxBy(n => (shared[n], pieces.Components[n].VoxelCount));
        return [.. Enumerable.Range(0, pieces.Count).Select(n => n == best)];
    }

    static long[] Shared(ComponentMap pieces, ReadOnlySpan<ushort> classical, ushort label, Shape whole, Box box)
    {
        var shared = new long[pieces.Count];
        var part = pieces.Labels.Shape;
        var piece = pieces.Labels.Voxels;
        for (var row = 0; row < part.J * part.K; row++)
        {
            var own = classical.Slice(box.RowStart(whole, row), part.I);
            for (var i = 0; i < own.Length; i++)
            {
                if (own[i] == label && piece[(row * part.I) + i] is > 0 and var of)
                {
                    shared[of - 1]++;
                }
            }
        }

        return shared;
    }

    static void SettleFat(ushort[] before, ushort[] labels, Volume<short> hu, int k)
    {
        var (shape, spacing) = (hu.Shape, hu.Grid.Spacing);
        var (reachI, reachJ) = (Math.Max(1, (int)(OutlineMm / spacing.IMm)), Math.Max(1, (int)(OutlineMm / spacing.JMm)));
        var slice = hu.Slice(k);
        var was = before.AsSpan(k * shape.SliceCount, shape.SliceCount);
        var now = labels.AsSpan(k * shape.SliceCount, shape.SliceCount);
        for (var j = 1; j < shape.J - 1; j++)
        {
            for (var i = 1; i < shape.I - 1; i++)
            {
                var n = (j * shape.I) + i;
                if (was[n] is 0 or > ProductLabels.IntermuscularFat)
                {
                    continue;
                }

                var smooth = Attenuation.Smooth(slice, n, shape.I);
                if (was[n] > ProductLabels.OtherMuscleRight)
                {
                    now[n] = smooth is < Attenuation.FatHighHu and > Attenuation.GasHu ? was[n] : ProductLabels.OtherTissue;
                }
                else if (smooth < Attenuation.FatHighHu && Beside(was, n, (i, shape.I, reachI), (j, shape.J, reachJ)) is { } beside)
                {
                    now[n] = smooth <= Attenuation.GasHu ? ProductLabels.OtherTissue : beside is ProductLabels.SubcutaneousFat or ProductLabels.VisceralFat ? beside : ProductLabels.IntermuscularFat;
                }
            }
        }
    }

    /// <summary>The label next to a structure, where its outline is near; fat before others.</summary>
    static ushort? Beside(ReadOnlySpan<ushort> labels, int n, (int At, int Count, int Reach) i, (int At, int Count, int Reach) j)
    {
        ushort? found = null;
        for (var step = 1; step <= Math.Max(i.Reach, j.Reach); step++)
        {
            found = step <= i.Reach ? Look(labels, n, step, i.At, i.Count, 1, found) : found;
            found = step <= j.Reach ? Look(labels, n, step, j.At, j.Count, i.Count, found) : found;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    static ushort? Look(ReadOnlySpan<ushort> labels, int n, int step, int at, int count, int stride, ushort? found)
    {
        for (var way = -1; way <= 1; way += 2)
        {
            if (at + (way * step) < 0 || at + (way * step) >= count)
            {
                continue;
            }

            var other = labels[n + (way * step * stride)];
            if (other != labels[n] && (found is null || other is ProductLabels.SubcutaneousFat or ProductLabels.VisceralFat))
            {
                found = other;
            }
        }

        return found;
    }

    /// <summary>Voxels from (I, J, K) to (LastI, LastJ, LastK).</summary>
    readonly record struct Box(int I, int J, int K, int LastI, int LastJ, int LastK)
    {
        public Shape Shape => new(LastI - I + 1, LastJ - J + 1, LastK - K + 1);

        public Box With(int i, int j, int k) => new(Math.Min(I, i), Math.Min(J, j), K, Math.Max(LastI, i), Math.Max(LastJ, j), k);

        /// <summary>Where a row of the box, counted along j, then k, starts in the whole image.</summary>
        public int RowStart(Shape whole, int row) => whole.OffsetOf(I, J + (row % Shape.J), K + (row / Shape.J));
    }
}
