using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints skin, subcutaneous fat, the fat under the fascia, the cavity's fat, and the muscles of the wall.</summary>
static class TrunkPainter
{
    const float SkinMm = 1.7f;

    /// <summary>Everything that lies around the cavity, and the cavity's fat.</summary>
    public static void Ground(Row row, Tissue tissue)
    {
        var wall = row.Section.Wall;
        for (var i = row.From; i < row.To; i++)
        {
            ref readonly var ray = ref wall[row.Ray[i]];
            var depth = row.Depth[i];
            var skin = -(depth + ray.Subcutaneous);
            if (skin > 1.5f)
            {
                continue;
            }

            row.Cover(i, skin, 12 + (6 * row.Fine[i]), ProductLabels.OtherTissue);
            var fat = tissue.Fat + (2.5f * row.Middle[i]) + (2 * row.Fine[i]) + Septa(row, i);
            row.Cover(i, skin + SkinMm, fat, ProductLabels.SubcutaneousFat);
            if (depth > -1)
            {
                var under = IsBetweenMuscles(ray, depth) ? ProductLabels.IntermuscularFat : ProductLabels.SubcutaneousFat;
                row.Cover(i, -depth, 25, under);
                row.Cover(i, 0.6f - depth, tissue.Fat + 4 + (5 * row.Middle[i]), under);
            }

            var cavity = Math.Max(ray.Cavity - depth, row.Y[i] - Posterior(row, MathF.Abs(row.X[i])));
            if (cavity < 2)
            {
                row.Cover(i, cavity, VisceralFat(row, i, tissue), ProductLabels.VisceralFat);
            }
        }
    }

    /// <summary>Fat under the fascia lies between muscles where one covers it or where it is deep; beside and behind the erector spinae it goes on into the subcutaneous fat and is counted there.</summary>
    static bool IsBetweenMuscles(in WallRay ray, float depth)
    {
        const float deepMm = 25;
        return depth > deepMm || ray.Latissimus > 0 || ray.Rectus > 0 || ray.ExternalTo > ray.ExternalFrom + 0.1f || ray.CageTo > ray.CageFrom + 0.1f;
    }

    /// <summary>The oblique and transverse muscles, the rectus, the latissimus, the intercostal muscles and the diaphragm.</summary>
    public static void Wall(Row row, Tissue tissue)
    {
        var wall = row.Section.Wall;
        for (var i = row.From; i < row.To; i++)
        {
            var depth = row.Depth[i];
            if (depth is < -1 or > 95)
            {
                continue;
            }

            ref readonly var ray = ref wall[row.Ray[i]];
            if (depth > ray.Cavity + 2)
            {
                continue;
            }

            var left = row.X[i] > 0;
            var own = left ? ProductLabels.AbdominalWallLeft : ProductLabels.AbdominalWallRight;
            var other = left ? ProductLabels.OtherMuscleLeft : ProductLabels.OtherMuscleRight;
            var hu = MusclePainter.Hu(row, i, tissue, 0.1f);
            Band(row, i, 0, ray.Latissimus, hu, other);
            Band(row, i, ray.ExternalFrom, ray.ExternalTo, hu, own);
            Band(row, i, ray.InternalFrom, ray.InternalTo, hu, own);
            var cage = ray.CageTo - ray.CageFrom > 4;
            Band(row, i, ray.CageFrom, ray.CageTo, hu - 6, other);
            Band(row, i, ray.TransverseFrom, ray.TransverseTo, hu, cage ? other : own);
            Band(row, i, 0, ray.Rectus, hu, own);
        }
    }

    static void Band(Row row, int i, float from, float to, float hu, ushort label)
    {
        if (to > from + 0.1f)
        {
            row.Cover(i, Math.Max(from - row.Depth[i], row.Depth[i] - to), hu, label);
        }
    }

    /// <summary>The back of the cavity: in front of the spine, the transverse processes and the quadratus lumborum.</summary>
    static float Posterior(Row row, float x)
    {
        var y = row.Section.SpineY;
        return x < 18 ? y + 14 : x < 50 ? y + 14 + ((x - 18) * 0.5f) : y + 30 + Math.Min(9, (x - 50) * 0.3f);
    }

    static float VisceralFat(Row row, int i, Tissue tissue)
    {
        var strand = Math.Max(0, row.Middle[i] - 1.1f) * 16 * Math.Max(0.3f, 1 + row.Broad[i]);
        strand += row.Noise.At(row.X[i] / 2.6f, row.Y[i] / 2.6f, row.Z / 5f) > 2.3f ? 60 : 0;
        return tissue.Fat + 3 + (3 * row.Broad[i]) + (2.5f * row.Fine[i]) + Math.Min(55, strand);
    }

    static float Septa(Row row, int i)
    {
        var ridge = MathF.Abs(row.Noise.At(row.X[i] / 6.1f, row.Y[i] / 6.1f, row.Z / 8f));
        return ridge < 0.05f ? 14 * (1 - (ridge / 0.05f)) : 0;
    }
}
