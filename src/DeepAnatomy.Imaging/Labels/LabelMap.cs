using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>A volume in which every voxel belongs to one structure of a label set, or to none (0).</summary>
/// <param name="Voxels">Label values, i fastest; 0 is background.</param>
/// <param name="Labels">What the values mean; a value that the set does not name is allowed and has no name.</param>
public sealed record LabelMap(Volume<ushort> Voxels, LabelSet Labels)
{
    /// <summary>Where the voxels lie.</summary>
    public Grid Grid => Voxels.Grid;

    /// <summary>Voxels along i, j, k.</summary>
    public Shape Shape => Voxels.Shape;

    /// <summary>The number of voxels of every value, background included; index is the value.</summary>
    public int[] CountVoxels()
    {
        var counts = new int[ushort.MaxValue + 1];
        foreach (var value in Voxels.Voxels)
        {
            counts[value]++;
        }

        return counts;
    }

    /// <summary>The voxels whose value is one of <paramref name="values"/>, as a mask of 0 and 1.</summary>
    public Volume<byte> Mask(params ReadOnlySpan<ushort> values)
    {
        var wanted = new byte[ushort.MaxValue + 1];
        foreach (var value in values)
        {
            wanted[value] = 1;
        }

        var mask = new byte[Shape.Count];
        var source = Voxels.Voxels;
        for (var n = 0; n < mask.Length; n++)
        {
            mask[n] = wanted[source[n]];
        }

        return Volume<byte>.Adopt(Grid, mask);
    }
}
