using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Training.Sparse;

/// <summary>
/// Tells a training what every annotator takes for granted: the air around the body is background. Nobody scribbles there, and a network that never saw it named calls it fat.
/// </summary>
static class OutsideAir
{
    /// <summary>Below it is air; skin, clothes and table are denser.</summary>
    const short AirHu = -500;

    /// <summary>Makes undefined voxels background where they are air that reaches the edge of the slice; only in slices where something is drawn, so that no other slice is learned from.</summary>
    /// <param name="hu">HU with axes LPS.</param>
    /// <param name="codes">Codes (<see cref="VoxelCode"/>) on the same grid.</param>
    /// <returns>The codes; the same volume where there is nothing to do.</returns>
    public static Volume<byte> Mark(Volume<short> hu, Volume<byte> codes)
    {
        if (!codes.Voxels.Contains(VoxelCode.Undefined))
        {
            return codes;
        }

        var (shape, dense, marked) = (codes.Shape, new byte[codes.Shape.Count], codes.Voxels.ToArray());
        var values = hu.Voxels;
        for (var n = 0; n < dense.Length; n++)
        {
            dense[n] = values[n] < AirHu ? (byte)0 : (byte)1;
        }

        var inside = HoleFilling.FillBySlice(Volume<byte>.Adopt(codes.Grid, dense));
        for (var k = 0; k < shape.K; k++)
        {
            Mark(marked.AsSpan(k * shape.SliceCount, shape.SliceCount), inside.Slice(k));
        }

        return Volume<byte>.Adopt(codes.Grid, marked);
    }

    static void Mark(Span<byte> codes, ReadOnlySpan<byte> inside)
    {
        if (!codes.ContainsAnyExcept(VoxelCode.Undefined))
        {
            return;
        }

        for (var n = 0; n < codes.Length; n++)
        {
            if (codes[n] == VoxelCode.Undefined && inside[n] == 0)
            {
                codes[n] = 0;
            }
        }
    }
}
