using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints the iliac wings as curved plates, the iliacus inside and the glutei outside of them, and the hip joints.</summary>
static class PelvisPainter
{
    static readonly Curve BackX = new((-190, 70), (-150, 60), (-114, 54), (-78, 59), (-48, 74), (-38, 92));
    static readonly Curve BackY = new((-190, 30), (-150, 62), (-114, 78), (-78, 68), (-48, 42), (-38, 22));
    static readonly Curve FrontX = new((-190, 100), (-150, 112), (-114, 124), (-78, 130), (-48, 121), (-38, 108));
    static readonly Curve FrontY = new((-190, -50), (-150, -58), (-114, -60), (-78, -38), (-48, -4), (-38, 8));
    static readonly Curve GlutealMm = new((-200, 75), (-150, 66), (-110, 46), (-80, 26), (-60, 9), (-48, 0));
    static readonly Curve IliacusMm = new((-190, 6), (-150, 16), (-114, 18), (-78, 12), (-52, 3), (-44, 0));

    public static void Paint(Row row, Tissue tissue)
    {
        if (row.Z > -32)
        {
            return;
        }

        var z = row.Z;
        var (px, py, ax, ay) = ((float)BackX[z], (float)BackY[z], (float)FrontX[z], (float)FrontY[z]);
        var length = MathF.Sqrt(((ax - px) * (ax - px)) + ((ay - py) * (ay - py)));
        var (ex, ey) = ((ax - px) / length, (ay - py) / length);
        var (gluteal, iliacus) = ((float)GlutealMm[z], (float)IliacusMm[z]);
        var close = Math.Max(0, z + 38);
        for (var i = row.From; i < row.To; i++)
        {
            if (row.Depth[i] < 0)
            {
                continue;
            }

            var left = row.X[i] > 0;
            var (x, y) = (MathF.Abs(row.X[i]) - px, row.Y[i] - py);
            var u = ((x * ex) + (y * ey)) / length;
            var s = Math.Clamp(u, 0, 1);
            var outside = (-x * ey) + (y * ex) - (9 * 4 * s * (1 - s)) + row.Middle[i];
            var beyond = (u - s) * length;
            var plate = MathF.Sqrt((outside * outside) + (beyond * beyond));
            var half = 2.6f + (3.4f * (float)Math.Pow(Math.Abs((2 * s) - 1), 3)) + Math.Clamp((-150 - z) * 0.25f, 0, 9);
            var other = left ? ProductLabels.OtherMuscleLeft : ProductLabels.OtherMuscleRight;
            if (outside > 0 && u is > 0 and < 1 && row.Label[i] == ProductLabels.VisceralFat)
            {
                row.Label[i] = ProductLabels.IntermuscularFat;
            }

            if (gluteal > 1)
            {
                var d = Math.Max(Math.Max(-outside, Math.Max(plate - gluteal, 1.2f - row.Depth[i])), (u - 1.02f) * length);
                if (d < 2)
                {
                    row.Cover(i, d, MusclePainter.Hu(row, i, tissue, 0.15f), other);
                    if (d < 0)
                    {
                        var plane = MathF.Abs((plate / gluteal) - 0.5f + (0.09f * row.Broad[i])) * gluteal;
                        row.Cover(i, plane - 0.9f, tissue.Fat, ProductLabels.IntermuscularFat);
                    }
                }
            }

            if (iliacus > 1)
            {
                var d = Math.Max(Math.Max(outside, plate - iliacus - (0.8f * row.Broad[i])), Math.Max((0.28f - u) * length, (u - 1) * length));
                row.Cover(i, d, MusclePainter.Hu(row, i, tissue, 0), other);
            }

            Bone(row, i, tissue, plate - half + close);
        }
    }

    static void Bone(Row row, int i, Tissue tissue, float d)
    {
        if (d < 1.5f)
        {
            var edge = Math.Clamp((d + 1.8f) / 0.9f, 0, 1);
            row.Cover(i, d, (tissue.Trabecular * 0.8f) + (edge * (0.85f * tissue.Cortical - (tissue.Trabecular * 0.8f))), ProductLabels.Bone);
        }
    }
}
