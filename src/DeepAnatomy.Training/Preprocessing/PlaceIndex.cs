using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>A sample of the voxels of each class, so that a patch can be put on a class without reading the labels.</summary>
sealed class PlaceIndex
{
    /// <summary>Places kept of a class.</summary>
    public const int Most = 10_000;

    PlaceIndex(int[] counts, int[] places, long[] voxels, long undefined, long uncertain) =>
        (Counts, Places, VoxelCounts, UndefinedCount, UncertainCount) = (counts, places, voxels, undefined, uncertain);

    public int[] Counts { get; }

    /// <summary>Voxel offsets, rising within each of the lists that follow one another.</summary>
    public int[] Places { get; }

    public long[] VoxelCounts { get; }

    public long UndefinedCount { get; }

    public long UncertainCount { get; }

    /// <summary>Picks places evenly with a seeded shift; the same codes give the same places.</summary>
    public static PlaceIndex Of(ReadOnlySpan<byte> codes, int classes)
    {
        var byCode = new long[256];
        foreach (var code in codes)
        {
            byCode[code]++;
        }

        var undefined = Enumerable.Range(0, 256).Where(c => !VoxelCode.IsDefined((byte)c)).Sum(c => byCode[c]);
        var voxels = byCode[..classes];
        // The background is met by chance; only sparse cases need to know where anything was drawn.
        long[] totals = [undefined > 0 ? voxels.Sum() : 0, 0, .. voxels.Skip(1)];
        var counts = totals.Select(t => (int)Math.Min(t, Most)).ToArray();
        var places = new int[counts.Sum()];
        Pick(codes, totals, counts, places);
        return new(counts, places, voxels, undefined, Enumerable.Range(0, 256).Where(c => VoxelCode.IsUncertain((byte)c)).Sum(c => byCode[c]));
    }

    static void Pick(ReadOnlySpan<byte> codes, long[] totals, int[] counts, int[] places)
    {
        var (seen, taken, next, start) = (new long[counts.Length], new int[counts.Length], new long[counts.Length], new int[counts.Length]);
        for (var list = 0; list < counts.Length; list++)
        {
            start[list] = list == 0 ? 0 : start[list - 1] + counts[list - 1];
            next[list] = Rank(list, 0, totals[list], counts[list]);
        }

        for (var n = 0; n < codes.Length; n++)
        {
            if (codes[n] < totals.Length - 1)
            {
                Visit(0, n);
                Visit(codes[n] + 1, n);
            }
        }

        void Visit(int list, int n)
        {
            if (seen[list]++ == next[list] && taken[list] < counts[list])
            {
                places[start[list] + taken[list]++] = n;
                next[list] = Rank(list, taken[list], totals[list], counts[list]);
            }
        }
    }

    /// <summary>Which voxel of a class is its n-th place: one of the n-th of as many equal stretches as there are places, so that ranks rise strictly.</summary>
    static long Rank(int list, int n, long total, int count)
    {
        if (n >= count)
        {
            return long.MaxValue;
        }

        var (first, end) = (n * total / count, (n + 1) * total / count);
        return first + (long)(CounterRandom.Unit((ulong)list, (ulong)n) * (end - first));
    }
}
