using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Sampling;

/// <summary>The part of a scan that a patch is made of: whole rows of some slices. Buffers grow and stay.</summary>
sealed class SourceBlock
{
    short[] hu = [];
    byte[] codes = [];

    /// <summary>Voxels of the block; i is as wide as the scan.</summary>
    public (int I, int J, int K) Size { get; private set; }

    /// <summary>First row and slice of the block in the scan.</summary>
    public (int J, int K) Start { get; private set; }

    public ReadOnlySpan<short> Hu => hu;

    public ReadOnlySpan<byte> Codes => codes;

    public int OffsetOf(int i, int j, int k) => ((((k - Start.K) * Size.J) + (j - Start.J)) * Size.I) + i;

    /// <summary>Reads rows j0 … j1 of slices k0 … k1 (inclusive), as far as they are inside the scan; at least one row of one slice.</summary>
    public void Read(PreparedCase item, int j0, int j1, int k0, int k1)
    {
        var shape = item.Grid.Shape;
        (j0, j1) = (Math.Clamp(j0, 0, shape.J - 1), Math.Clamp(j1, 0, shape.J - 1));
        (k0, k1) = (Math.Clamp(k0, 0, shape.K - 1), Math.Clamp(k1, 0, shape.K - 1));
        (Start, Size) = ((j0, k0), (shape.I, j1 - j0 + 1, k1 - k0 + 1));
        var count = new Shape(Size.I, Size.J, Size.K).Count;
        if (hu.Length < count)
        {
            (hu, codes) = (new short[count], new byte[count]);
        }

        item.ReadRows(k0, Size.K, j0, Size.J, hu.AsSpan(0, count), codes.AsSpan(0, count));
    }
}
