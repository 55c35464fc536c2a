using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints psoas, quadratus lumborum and the back muscles, and gives every muscle its texture.</summary>
static class MusclePainter
{
    public static void Paint(Row row, Tissue tissue)
    {
        var s = row.Section;
        for (var side = 0; side < 2; side++)
        {
            var left = side == 1;
            Muscle(row, tissue, s.Quadratus[side], left, left ? ProductLabels.QuadratusLumborumLeft : ProductLabels.QuadratusLumborumRight, 0.15f, 2);
            Muscle(row, tissue, s.Psoas[side], left, left ? ProductLabels.PsoasLeft : ProductLabels.PsoasRight, -0.1f, 2.1f);
            Muscle(row, tissue, s.Erector[side], left, left ? ProductLabels.ParavertebralLeft : ProductLabels.ParavertebralRight, 0.3f, 2.4f);
        }
    }

    /// <summary>HU of muscle at a sample: fibres with streaks of fat; <paramref name="fatter"/> lowers the threshold of the streaks.</summary>
    public static float Hu(Row row, int i, Tissue tissue, float fatter)
    {
        var fibre = tissue.Muscle + (2.2f * row.Broad[i]) + (2.5f * row.Middle[i]) + (2.5f * row.Fine[i]);
        var (x, y) = (row.X[i], row.Y[i]);
        var across = x > 0 ? x - (0.6f * y) : -x - (0.6f * y);
        var along = y + (0.6f * MathF.Abs(x));
        var streak = row.Noise.At((across / 1.9f) + (x > 0 ? 13.7f : 0), along / 5.2f, row.Z / 9f) + (0.45f * row.Broad[i]);
        var share = Math.Clamp((streak - tissue.MarblingFrom + fatter) / 0.9f, 0, 0.85f);
        return fibre + (share * (tissue.Fat - fibre));
    }

    static void Muscle(Row row, Tissue tissue, MuscleSection m, bool left, ushort label, float fatter, float shape)
    {
        if (m.HalfWidth < 1)
        {
            return;
        }

        var sign = left ? 1f : -1f;
        var (cx, cy, a, b) = (sign * (float)m.X, (float)m.Y + row.Section.SpineY, (float)m.HalfWidth, (float)m.HalfDepth);
        var (from, to) = row.Range(cx, cy, Math.Max(a, b) + 3, Math.Max(a, b) + 3);
        var (cos, sin) = ((float)Math.Cos(m.Turn), (float)Math.Sin(m.Turn));
        var back = label is ProductLabels.ParavertebralLeft or ProductLabels.ParavertebralRight;
        var lower = Math.Clamp((20 - row.Z) / 90, 0, 1);
        for (var i = from; i < to; i++)
        {
            var (dx, dy) = (sign * (row.X[i] - cx), row.Y[i] - cy);
            var (u, v) = (((dx * cos) + (dy * sin)) / a, ((dy * cos) - (dx * sin)) / b);
            if (Math.Abs(u) > 1.25f || Math.Abs(v) > 1.25f)
            {
                continue;
            }

            var d = Superellipse(u, v, a, b, shape) + (0.9f * row.Broad[i]) + (0.45f * row.Middle[i]);
            if (back)
            {
                d = Math.Max(d, Math.Max(1.6f - row.Depth[i], 3.4f - (sign * row.X[i])));
            }

            if (d > 2 || row.Label[i] == ProductLabels.Bone)
            {
                continue;
            }

            var deep = back ? fatter + (0.55f * lower * Math.Clamp((26 - (sign * row.X[i])) / 20, 0, 1)) : fatter;
            row.Cover(i, d, Hu(row, i, tissue, deep), label);
            if (back && d < 0)
            {
                Cleft(row, i, tissue, sign * row.X[i], row.Y[i] - row.Section.SpineY, lower);
            }
        }
    }

    /// <summary>The fat plane between multifidus and longissimus; it widens downwards and with myosteatosis, and belongs to the compartment.</summary>
    static void Cleft(Row row, int i, Tissue tissue, float x, float y, float lower)
    {
        var line = x - (27 - (0.18f * (y - 45))) + (2.2f * row.Broad[i]) + (0.8f * row.Middle[i]);
        var half = 0.15f + (0.9f * lower) + (0.5f * (2.4f - tissue.MarblingFrom)) - (0.02f * Math.Max(0, y - 55));
        row.Tint(i, MathF.Abs(line) - half, tissue.Fat, 0.75f);
    }

    /// <summary>Approximate distance to a superellipse with half axes a, b of the point (u·a, v·b).</summary>
    public static float Superellipse(float u, float v, float a, float b, float shape)
    {
        (u, v) = (MathF.Abs(u), MathF.Abs(v));
        float f, gx, gy;
        if (shape == 2)
        {
            f = MathF.Sqrt((u * u) + (v * v)) + 1e-6f;
            (gx, gy) = (u / f / a, v / f / b);
        }
        else
        {
            var (pu, pv) = (MathF.Pow(u, shape - 1), MathF.Pow(v, shape - 1));
            var sum = (pu * u) + (pv * v) + 1e-9f;
            f = MathF.Pow(sum, 1 / shape);
            var scale = f / sum;
            (gx, gy) = (scale * pu / a, scale * pv / b);
        }

        return (f - 1) / MathF.Sqrt((gx * gx) + (gy * gy) + 1e-9f);
    }
}
