using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Sparse;

/// <summary>Takes annotation away from dense label maps, as if an annotator had drawn less: for experiments on how little is enough.</summary>
public static class Sparsification
{
    /// <summary>Share of a structure's outline that a border scribble follows.</summary>
    const double BorderShare = 0.25;

    /// <summary>Keeps some slices whole; all others become undefined.</summary>
    /// <param name="labels">Dense label values.</param>
    /// <param name="share">Share of the slices with a structure that is kept, 0 … 1; at least one slice.</param>
    /// <param name="undefined">The value for undefined.</param>
    /// <param name="seed">Where the evenly spaced slices begin.</param>
    public static Volume<ushort> KeepSlices(Volume<ushort> labels, double share, ushort undefined, ulong seed)
    {
        var drawn = Drawn(labels);
        return Only(labels, Chosen(drawn, (int)Math.Round(drawn.Count * share), seed), undefined, (_, _) => { });
    }

    /// <summary>Keeps scribbles in some slices: of every structure and of background a line through the middle and a stretch along the outline.</summary>
    /// <param name="labels">Dense label values.</param>
    /// <param name="slices">Slices that get scribbles; at least one.</param>
    /// <param name="undefined">The value for undefined.</param>
    /// <param name="seed">Which slices and which stretches.</param>
    public static Volume<ushort> KeepScribbles(Volume<ushort> labels, int slices, ushort undefined, ulong seed) =>
        Only(labels, Chosen(Drawn(labels), slices, seed), undefined, (k, slice) => Scribble(labels.Slice(k), labels.Shape, undefined, CounterRandom.Mix(seed ^ (ulong)k), slice.Span));

    static List<int> Drawn(Volume<ushort> labels)
    {
        var drawn = new List<int>();
        for (var k = 0; k < labels.Shape.K; k++)
        {
            if (labels.Slice(k).ContainsAnyExcept((ushort)0))
            {
                drawn.Add(k);
            }
        }

        return drawn;
    }

    static HashSet<int> Chosen(List<int> drawn, int wanted, ulong seed)
    {
        var count = Math.Clamp(wanted, Math.Min(1, drawn.Count), drawn.Count);
        var start = CounterRandom.Unit(seed, 0);
        return [.. Enumerable.Range(0, count).Select(n => drawn[(int)((n + start) * drawn.Count / count)])];
    }

    static Volume<ushort> Only(Volume<ushort> labels, HashSet<int> slices, ushort undefined, Action<int, Memory<ushort>> change)
    {
        var (values, shape) = (new ushort[labels.Shape.Count], labels.Shape);
        Array.Fill(values, undefined);
        foreach (var k in slices)
        {
            var slice = values.AsMemory(k * shape.SliceCount, shape.SliceCount);
            labels.Slice(k).CopyTo(slice.Span);
            change(k, slice);
        }

        return Volume<ushort>.Adopt(labels.Grid, values);
    }

    static void Scribble(ReadOnlySpan<ushort> dense, Shape shape, ushort undefined, ulong seed, Span<ushort> target)
    {
        target.Fill(undefined);
        MiddleLines(dense, shape, target);
        BorderStretches(dense, shape, seed, target);
    }

    /// <summary>In every column the middle voxel of the longest run of each value.</summary>
    static void MiddleLines(ReadOnlySpan<ushort> dense, Shape shape, Span<ushort> target)
    {
        var longest = new Dictionary<ushort, (int Length, int Middle)>();
        for (var i = 0; i < shape.I; i++)
        {
            longest.Clear();
            for (int j = 0, start = 0; j < shape.J; j++)
            {
                var value = dense[(j * shape.I) + i];
                if (j == shape.J - 1 || dense[((j + 1) * shape.I) + i] != value)
                {
                    var length = j - start + 1;
                    longest[value] = longest.TryGetValue(value, out var known) && known.Length >= length ? known : (length, (start + j) / 2);
                    start = j + 1;
                }
            }

            foreach (var (value, run) in longest)
            {
                target[(run.Middle * shape.I) + i] = value;
            }
        }
    }

    /// <summary>The voxels of each structure at its outline, and of background beside it, within a sector about its centre.</summary>
    static void BorderStretches(ReadOnlySpan<ushort> dense, Shape shape, ulong seed, Span<ushort> target)
    {
        var centres = new Dictionary<ushort, (double I, double J, int Count)>();
        for (var n = 0; n < dense.Length; n++)
        {
            var (i, j, count) = centres.GetValueOrDefault(dense[n]);
            centres[dense[n]] = (i + (n % shape.I), j + (n / shape.I), count + 1);
        }

        for (var n = 0; n < dense.Length; n++)
        {
            var value = dense[n];
            if (value == 0)
            {
                continue;
            }

            var (i, j, count) = centres[value];
            var turn = (Math.Atan2((n / shape.I) - (j / count), (n % shape.I) - (i / count)) / (2 * Math.PI)) + 0.5;
            var from = CounterRandom.Unit(seed, value);
            if ((turn - from + 1) % 1 > BorderShare)
            {
                continue;
            }

            foreach (var other in Neighbours(n, shape))
            {
                if (dense[other] != value)
                {
                    target[n] = value;
                    target[other] = dense[other];
                }
            }
        }
    }

    static IEnumerable<int> Neighbours(int n, Shape shape)
    {
        if (n % shape.I > 0)
        {
            yield return n - 1;
        }

        if (n % shape.I < shape.I - 1)
        {
            yield return n + 1;
        }

        if (n >= shape.I)
        {
            yield return n - shape.I;
        }

        if (n + shape.I < shape.SliceCount)
        {
            yield return n + shape.I;
        }
    }
}
