using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Surfaces;

/// <summary>A mask with one bit per voxel: 64 voxels along i in a word, rows along j, planes along k. Bits beyond a row are zero.</summary>
sealed class BitMask
{
    public BitMask(int i, int j, int k)
    {
        (I, J, K) = (i, j, k);
        WordsPerRow = (i + 63) / 64;
        Words = new ulong[(long)WordsPerRow * j * k];
    }

    public int I { get; }

    public int J { get; }

    public int K { get; }

    public int WordsPerRow { get; }

    public ulong[] Words { get; }

    /// <summary>All ones where a row has voxels, in its last word.</summary>
    public ulong LastWordMask => (I & 63) == 0 ? ulong.MaxValue : (1UL << (I & 63)) - 1;

    /// <summary>Takes the voxels of a box whose value is one of <paramref name="values"/>.</summary>
    public static BitMask Of(Volume<ushort> labels, VoxelBox box, ushort[] values)
    {
        var mask = new BitMask(box.SizeI, box.SizeJ, box.SizeK);
        var memory = labels.Memory;
        var shape = labels.Shape;
        SliceChunks.Run(mask.K, k =>
        {
            for (var j = 0; j < mask.J; j++)
            {
                var row = memory.Span.Slice(shape.OffsetOf(box.I0, box.J0 + j, box.K0 + k), mask.I);
                var words = mask.Row(j, k);
                foreach (var value in values)
                {
                    Pack(row, value, words);
                }
            }
        });
        return mask;
    }

    public Span<ulong> Row(int j, int k) => Words.AsSpan(RowStart(j, k), WordsPerRow);

    public int RowStart(int j, int k) => ((k * J) + j) * WordsPerRow;

    public bool this[int i, int j, int k] => (Words[RowStart(j, k) + (i >> 6)] >> (i & 63) & 1) != 0;

    /// <summary>The bits that another mask of the same shape lacks.</summary>
    public BitMask Without(BitMask other)
    {
        var rest = new BitMask(I, J, K);
        for (var w = 0; w < Words.Length; w++)
        {
            rest.Words[w] = Words[w] & ~other.Words[w];
        }

        return rest;
    }

    public int CountPlane(int k)
    {
        var count = 0;
        foreach (var word in Words.AsSpan(k * J * WordsPerRow, J * WordsPerRow))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    static void Pack(ReadOnlySpan<ushort> row, ushort value, Span<ulong> words)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // 32 voxels at a time: compare 16-bit lanes, narrow the masks to bytes, take one bit of each.
            var wanted = Vector256.Create(value);
            ref var first = ref MemoryMarshal.GetReference(row);
            for (; i + 32 <= row.Length; i += 32)
            {
                var low = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i), wanted);
                var high = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)(i + 16)), wanted);
                words[i >> 6] |= (ulong)Vector256.Narrow(low, high).ExtractMostSignificantBits() << (i & 63);
            }
        }

        for (; i < row.Length; i++)
        {
            if (row[i] == value)
            {
                words[i >> 6] |= 1UL << (i & 63);
            }
        }
    }
}
