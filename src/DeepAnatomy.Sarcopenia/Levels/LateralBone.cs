using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>A piece of bone beside the spine, measured from the canal's centre.</summary>
/// <param name="Side">+1 left, −1 right.</param>
/// <param name="VoxelCount">Its voxels on the search grid.</param>
/// <param name="MedialMm">Its distance from the canal where it comes closest.</param>
/// <param name="LateralMm">Its distance where it is farthest.</param>
/// <param name="MedialX">Its medial end on the search grid.</param>
/// <param name="MedialY">Its medial end on the search grid.</param>
/// <param name="MedialZ">Its medial end on the search grid.</param>
/// <param name="LowestZ">Lowest slice.</param>
/// <param name="HighestZ">Highest slice.</param>
/// <param name="AreaBelowTopMm2">Area of its cross-section 24–30 mm below its top, mm²; null when the scan does not reach so far.</param>
sealed record BonePiece(int Side, int VoxelCount, double MedialMm, double LateralMm, double MedialX, double MedialY, double MedialZ, int LowestZ, int HighestZ, double? AreaBelowTopMm2);

/// <summary>The pieces of bone beside the spine: ribs, iliac wings, tips of transverse processes.</summary>
static class LateralBone
{
    /// <summary>Cortical bone of ribs on a 2 mm grid, in most people; less where the pedicles are thin too (osteoporosis, high tube voltage).</summary>
    const double MostBoneHu = 170, LeastBoneHu = 115;

    /// <summary>Pieces begin here: beyond the joint of rib and transverse process, so that a rib is cut off from its vertebra.</summary>
    public const double FromMm = 28;

    /// <summary>How far to the side and to the front of the canal is looked at: the back half of the rib cage.</summary>
    const double ToMm = 130, FrontMm = 45, BackMm = 60;

    /// <summary>What counts as bone in this person: 0.45 of the pedicles' brightness.</summary>
    public static double ThresholdFor(SpineProfile profile)
    {
        var sorted = profile.PedicleHu.Order().ToArray();
        return Math.Clamp(0.45 * sorted[(int)(0.9 * (sorted.Length - 1))], LeastBoneHu, MostBoneHu);
    }

    public static List<BonePiece> Find(SearchGrid grid, CanalCourse canal, double boneHu, CancellationToken cancellation)
    {
        var mask = new byte[grid.Hu.Length];
        Parallel.For(0, grid.Z, z =>
        {
            cancellation.ThrowIfCancellationRequested();
            Mark(grid, canal, z, boneHu, mask.AsSpan(z * grid.SliceCount, grid.SliceCount));
        });
        var shape = new Grid(new Shape(grid.X, grid.Y, grid.Z), new Spacing(SearchGrid.StepMm, SearchGrid.StepMm, SearchGrid.StepMm));
        var components = ConnectedComponents.Label(Volume<byte>.Adopt(shape, mask), Connectivity.Vertices26, cancellation);
        return [.. components.Components.Where(c => c.VoxelCount >= 20).Select(c => Measure(c, components.Labels, grid, canal))];
    }

    // Beyond the ends of the canal (below the sacrum's visible part) the last place holds: the pelvis goes on there.
    static (double X, double Y) At(CanalCourse canal, int z)
    {
        var inside = Math.Clamp(z, canal.FirstZ, canal.LastZ);
        return (canal.X[inside], canal.Y[inside]);
    }

    static void Mark(SearchGrid grid, CanalCourse canal, int z, double boneHu, Span<byte> mask)
    {
        var (x, y) = At(canal, z);
        var hu = grid.Hu.AsSpan(z * grid.SliceCount, grid.SliceCount);
        var (from, to) = (FromMm / SearchGrid.StepMm, ToMm / SearchGrid.StepMm);
        var (top, bottom) = ((int)Math.Max(0, y - (FrontMm / SearchGrid.StepMm)), (int)Math.Min(grid.Y - 1, y + (BackMm / SearchGrid.StepMm)));
        for (var row = top; row <= bottom; row++)
        {
            for (var column = 0; column < grid.X; column++)
            {
                var off = Math.Abs(column - x);
                if (off >= from && off <= to && hu[(row * grid.X) + column] > boneHu)
                {
                    mask[(row * grid.X) + column] = 1;
                }
            }
        }
    }

    static BonePiece Measure(Component component, Volume<int> labels, SearchGrid grid, CanalCourse canal)
    {
        var (medial, lateral) = (double.MaxValue, 0.0);
        var areas = new int[component.Last.K - component.First.K + 1];
        var side = 0;
        foreach (var (x, _, z) in VoxelsOf(component, labels))
        {
            var off = x - At(canal, z).X;
            side = Math.Sign(off);
            medial = Math.Min(medial, Math.Abs(off));
            lateral = Math.Max(lateral, Math.Abs(off));
            areas[z - component.First.K]++;
        }

        var (sumX, sumY, sumZ, count) = (0.0, 0.0, 0.0, 0);
        foreach (var (x, y, z) in VoxelsOf(component, labels))
        {
            if (Math.Abs(x - At(canal, z).X) <= medial + 3)
            {
                (sumX, sumY, sumZ, count) = (sumX + x, sumY + y, sumZ + z, count + 1);
            }
        }

        return new(
            side, (int)component.VoxelCount, medial * SearchGrid.StepMm, lateral * SearchGrid.StepMm,
            sumX / count, sumY / count, sumZ / count, component.First.K, component.Last.K, AreaBelowTop(areas, component.First.K));
    }

    static IEnumerable<(int X, int Y, int Z)> VoxelsOf(Component component, Volume<int> labels)
    {
        for (var z = component.First.K; z <= component.Last.K; z++)
        {
            for (var y = component.First.J; y <= component.Last.J; y++)
            {
                for (var x = component.First.I; x <= component.Last.I; x++)
                {
                    if (labels.Voxels[labels.Shape.OffsetOf(x, y, z)] == component.Label)
                    {
                        yield return (x, y, z);
                    }
                }
            }
        }
    }

    static double? AreaBelowTop(int[] areas, int lowestZ)
    {
        var (from, to) = (areas.Length - 1 - 15, areas.Length - 1 - 12);
        return from >= 0 ? areas.AsSpan(from, to - from + 1).ToArray().Average() * SearchGrid.StepMm * SearchGrid.StepMm
            : lowestZ == 0 ? null : 0;
    }
}
