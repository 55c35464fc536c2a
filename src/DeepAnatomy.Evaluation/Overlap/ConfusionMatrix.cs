using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Overlap;

/// <summary>How often each pair of label values falls together, and where each value lies; made in one pass over both maps.</summary>
public sealed class ConfusionMatrix
{
    readonly Dictionary<int, long> pairs;
    readonly Dictionary<ushort, VoxelBox> boxes;
    readonly Dictionary<ushort, long> predicted = [];
    readonly Dictionary<ushort, long> reference = [];

    ConfusionMatrix(Dictionary<int, long> pairs, Dictionary<ushort, VoxelBox> boxes)
    {
        (this.pairs, this.boxes) = (pairs, boxes);
        foreach (var (key, count) in pairs)
        {
            var (p, r) = ((ushort)(key >>> 16), (ushort)key);
            predicted[p] = predicted.GetValueOrDefault(p) + count;
            reference[r] = reference.GetValueOrDefault(r) + count;
            Total += count;
        }
    }

    /// <summary>Voxels that counted.</summary>
    public long Total { get; }

    /// <summary>The values that occur in either map, rising, background (0) left out.</summary>
    public IEnumerable<ushort> Values => predicted.Keys.Union(reference.Keys).Where(v => v != 0).Order();

    /// <summary>Counts all pairs.</summary>
    /// <param name="prediction">Label values.</param>
    /// <param name="reference">Label values on the same shape.</param>
    /// <param name="counts">Optional mask (0 or 1): voxels with 0 do not count, as undefined voxels of a sparse reference.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static ConfusionMatrix Of(Volume<ushort> prediction, Volume<ushort> reference, Volume<byte>? counts = null)
    {
        if (prediction.Shape != reference.Shape || (counts is not null && counts.Shape != reference.Shape))
        {
            throw new ArgumentException($"The prediction has {prediction.Shape} voxels, the reference {reference.Shape}.");
        }

        var tallies = new SliceTally[reference.Shape.K];
        Parallel.For(0, tallies.Length, k =>
        {
            var tally = tallies[k] = new SliceTally(reference.Shape, k);
            tally.Add(prediction.Slice(k), reference.Slice(k), counts is null ? default : counts.Slice(k));
        });

        Dictionary<int, long> pairs = [];
        Dictionary<ushort, VoxelBox> boxes = [];
        foreach (var tally in tallies)
        {
            foreach (var (key, count) in tally.Pairs)
            {
                pairs[key] = pairs.GetValueOrDefault(key) + count;
            }

            foreach (var (value, box) in tally.Boxes)
            {
                boxes[value] = boxes.TryGetValue(value, out var known) ? known.Including(box) : box;
            }
        }

        return new(pairs, boxes);
    }

    /// <summary>How often the prediction says <paramref name="predicted"/> where the reference says <paramref name="reference"/>.</summary>
    public long Count(ushort predicted, ushort reference) => pairs.GetValueOrDefault(Key(predicted, reference));

    /// <summary>Counts of one value against the rest.</summary>
    public VoxelCounts Of(ushort value) => Of([value]);

    /// <summary>Counts of the union of several values (a region or group) against the rest.</summary>
    public VoxelCounts Of(ReadOnlySpan<ushort> values)
    {
        long tp = 0, p = 0, r = 0;
        foreach (var a in values)
        {
            p += predicted.GetValueOrDefault(a);
            r += reference.GetValueOrDefault(a);
            foreach (var b in values)
            {
                tp += Count(a, b);
            }
        }

        return new(tp, p - tp, r - tp, Total - p - r + tp);
    }

    /// <summary>The smallest box around a value in both maps together, or null when neither has it.</summary>
    internal VoxelBox? BoxOf(ReadOnlySpan<ushort> values)
    {
        VoxelBox? box = null;
        foreach (var value in values)
        {
            if (boxes.TryGetValue(value, out var one))
            {
                box = box is { } b ? b.Including(one) : one;
            }
        }

        return box;
    }

    static int Key(ushort predicted, ushort reference) => (predicted << 16) | reference;

    sealed class SliceTally(Shape shape, int k)
    {
        public Dictionary<int, long> Pairs { get; } = [];

        public Dictionary<ushort, VoxelBox> Boxes { get; } = [];

        public void Add(ReadOnlySpan<ushort> prediction, ReadOnlySpan<ushort> reference, ReadOnlySpan<byte> counts)
        {
            for (var j = 0; j < shape.J; j++)
            {
                var row = j * shape.I;
                var p = prediction.Slice(row, shape.I);
                var r = reference.Slice(row, shape.I);
                var c = counts.IsEmpty ? default : counts.Slice(row, shape.I);
                for (var i = 0; i < shape.I;)
                {
                    // Runs of equal pairs are long; their length is found with vector compares.
                    var length = Math.Min(RunLength(p[i..]), RunLength(r[i..]));
                    long counted = length;
                    if (!c.IsEmpty)
                    {
                        counted = length - c.Slice(i, length).Count((byte)0);
                    }

                    AddRun(p[i], r[i], i, length, counted, j);
                    i += length;
                }
            }
        }

        void AddRun(ushort p, ushort r, int i, int length, long counted, int j)
        {
            if (counted > 0)
            {
                var key = Key(p, r);
                Pairs[key] = Pairs.GetValueOrDefault(key) + counted;
            }

            var run = new VoxelBox(i, j, k, i + length - 1, j, k);
            if (p != 0)
            {
                Boxes[p] = Boxes.TryGetValue(p, out var box) ? box.Including(run) : run;
            }

            if (r != 0 && r != p)
            {
                Boxes[r] = Boxes.TryGetValue(r, out var box) ? box.Including(run) : run;
            }
        }

        static int RunLength(ReadOnlySpan<ushort> row)
        {
            var end = row.IndexOfAnyExcept(row[0]);
            return end < 0 ? row.Length : end;
        }
    }
}
