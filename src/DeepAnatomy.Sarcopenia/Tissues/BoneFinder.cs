using DeepAnatomy.Imaging.Morphology;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Finds the skeleton on the working grid: spine, ribs and pelvis with their marrow; not contrast in vessels, kidneys and bowel, nor calcifications.</summary>
static class BoneFinder
{
    /// <summary>How far into the cavity bone of the wall (ribs) may reach, mm.</summary>
    const double RibDepthMm = 6;

    const double SmallestMm3 = 500;

    public static Volume<byte> Find(WorkingImage image, Volume<byte> body, WallSurfaces walls, SpineFrame frame, PolarSurface column, SpineModel spine, CancellationToken cancel)
    {
        var mask = new byte[image.Hu.Length];
        var inBody = body.Memory;
        Parallel.For(0, image.Shape.K, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            if (!walls.Present[k])
            {
                return;
            }

            for (var j = 0; j < image.Shape.J; j++)
            {
                for (var i = 0; i < image.Shape.I; i++)
                {
                    var n = image.Shape.OffsetOf(i, j, k);
                    if (inBody.Span[n] != 0 && image.Hu[n] > Attenuation.BoneHu)
                    {
                        mask[n] = MayBeBone(walls, frame, column, k, i * image.Spacing.IMm, j * image.Spacing.JMm) ? (byte)1 : (byte)0;
                    }
                }
            }
        });
        var bright = Volume<byte>.Adopt(image.Grid, mask);
        var large = ConnectedComponents.KeepLargerThan(bright, (long)(SmallestMm3 / image.Spacing.VoxelMm3), Connectivity.Vertices26, cancel);
        var closed = BallMorphology.CloseBySlice(large, 4, cancel);
        var filled = HoleFilling.FillBySlice(closed, 4000, cancel).Voxels.ToArray();
        FillBodies(filled, image, frame, column, spine);
        return WithoutCanal(Volume<byte>.Adopt(image.Grid, filled), image, frame);
    }

    static bool MayBeBone(WallSurfaces walls, SpineFrame frame, PolarSurface column, int k, double xMm, double yMm)
    {
        if (frame.Has(k))
        {
            var (u, v) = frame.ToFrame(k, xMm, yMm);
            var (bx, by) = (xMm - column.Centres[k].XMm, yMm - column.Centres[k].YMm);
            var r = Math.Sqrt((bx * bx) + (by * by));
            if (r <= column.RadiusAt(k, bx, by) + 2)
            {
                return true;
            }

            if (v > 0 || (v > -frame.BodyDistanceMm(k) && Math.Abs(u) < 25))
            {
                return true;
            }

            if (frame.Level[k] > 4.3)
            {
                return v > -frame.BodyDistanceMm(k) || Math.Abs(u) > 60;
            }
        }

        var (dx, dy) = (xMm - walls.Inner.Centres[k].XMm, yMm - walls.Inner.Centres[k].YMm);
        return Math.Sqrt((dx * dx) + (dy * dy)) > walls.Inner.RadiusAt(k, dx, dy) - RibDepthMm || !frame.Has(k);
    }

    /// <summary>Marrow of the vertebral bodies: what lies in the column between the end plates, also where osteoporosis makes it as dark as a disc.</summary>
    static void FillBodies(byte[] mask, WorkingImage image, SpineFrame frame, PolarSurface column, SpineModel spine)
    {
        const double rimMm = 1.5;
        const short darkestMarrowHu = 20;
        foreach (var vertebra in spine.Vertebrae)
        {
            var (bottom, top) = (image.WorkingK(vertebra.BottomK), image.WorkingK(vertebra.TopK));
            for (var k = Math.Max(0, (int)bottom - 4); k <= Math.Min(image.Shape.K - 1, (int)top + 4); k++)
            {
                if (!frame.Has(k))
                {
                    continue;
                }

                var (cx, cy) = column.Centres[k];
                for (var j = 0; j < image.Shape.J; j++)
                {
                    for (var i = 0; i < image.Shape.I; i++)
                    {
                        var n = image.Shape.OffsetOf(i, j, k);
                        var (dx, dy) = ((i * image.Spacing.IMm) - cx, (j * image.Spacing.JMm) - cy);
                        if ((dx * dx) + (dy * dy) > 1600 || image.Hu[n] < darkestMarrowHu)
                        {
                            continue;
                        }

                        var level = k + (frame.Slope(k) * dy / image.Spacing.KMm);
                        var reach = column.RadiusAt(k, dx, dy) - rimMm;
                        if (level > bottom + 0.5 && level < top - 0.5 && (dx * dx) + (dy * dy) < reach * reach)
                        {
                            mask[n] = 1;
                        }
                    }
                }
            }
        }
    }

    static Volume<byte> WithoutCanal(Volume<byte> bone, WorkingImage image, SpineFrame frame)
    {
        const double canalMm = 11;
        var mask = bone.Voxels.ToArray();
        for (var k = 0; k < image.Shape.K; k++)
        {
            if (!frame.Has(k))
            {
                continue;
            }

            var (x, y) = frame.ToSlice(k, 0, 0);
            for (var j = Math.Max(0, (int)((y - canalMm) / image.Spacing.JMm)); j <= Math.Min(image.Shape.J - 1, (int)((y + canalMm) / image.Spacing.JMm)); j++)
            {
                for (var i = Math.Max(0, (int)((x - canalMm) / image.Spacing.IMm)); i <= Math.Min(image.Shape.I - 1, (int)((x + canalMm) / image.Spacing.IMm)); i++)
                {
                    var n = image.Shape.OffsetOf(i, j, k);
                    var (dx, dy) = ((i * image.Spacing.IMm) - x, (j * image.Spacing.JMm) - y);
                    if ((dx * dx) + (dy * dy) < canalMm * canalMm && image.Hu[n] < Attenuation.BoneHu)
                    {
                        mask[n] = 0;
                    }
                }
            }
        }

        return Volume<byte>.Adopt(bone.Grid, mask);
    }
}
