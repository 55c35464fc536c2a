using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints liver, gall bladder, spleen, stomach, pancreas, kidneys, bladder, and the vessels.</summary>
sealed class OrganPainter
{
    readonly Tissue tissue;
    readonly Blob[] liver;
    readonly Blob gall, spleen, stomach, pancreas, bladder;
    readonly Blob[] kidney;
    readonly float stomachGas;
    readonly double calcium;

    public OrganPainter(PhantomSubject subject, Tissue tissue)
    {
        this.tissue = tissue;
        var r = new RandomStream(subject.AnatomySeed, "organs");
        float N(double mean, double sd) => (float)r.Normal(mean, sd);
        var tip = N(0, 12);
        liver = [new(-78, -42, 128 + tip, 62, 92, 112, 3), new(-30, -72, 152 + tip, 85, 52, 62, 3), new(-95, -30, 70 + tip, 34, 60, 78, 3)];
        gall = new(N(-55, 5), -78, 62 + tip, N(15, 2), N(17, 2), N(28, 4), 1);
        spleen = new(112, N(-4, 5), N(135, 8), N(28, 3), N(50, 5), N(54, 7), 2.5f);
        stomach = new(N(52, 6), -82, N(128, 8), N(52, 6), N(32, 4), N(48, 6), 3);
        pancreas = new(8, -42, N(82, 4), 62, 13, 17, 3.5f, 0, 0.1f);
        bladder = new(0, -62, -178, N(42, 6), N(34, 6), N(36, 8), 2);
        kidney = [new(N(-66, 3), N(4, 3), N(48, 7), N(29, 2), N(27, 2), N(54, 4), 1.6f, -0.16f, -0.12f), new(N(66, 3), N(4, 3), N(60, 7), N(29, 2), N(27, 2), N(56, 4), 1.6f, 0.16f, -0.12f)];
        stomachGas = N(-88, 8);
        calcium = Math.Clamp((subject.AgeYears - 50) / 35, 0, 1) * r.Between(0.3, 1);
    }

    public void Paint(Row row)
    {
        Fill(row, bladder, 6, 4);
        Fill(row, pancreas, tissue.Pancreas, 8);
        foreach (var lobe in liver)
        {
            Fill(row, lobe, tissue.Liver, 4, tissue.Contrast == PhantomContrast.PortalVenous ? tissue.PortalVein : tissue.Vein);
        }

        Fill(row, gall, 9, 2);
        Fill(row, spleen, tissue.Spleen, 3);
        Stomach(row);
        Kidney(row, kidney[0], -1);
        Kidney(row, kidney[1], 1);
        Vessels(row);
    }

    static void Fill(Row row, Blob blob, float hu, float grain, float vessel = float.NaN)
    {
        var (x, y, a, b) = blob.At(row.Z, row.Section);
        if (a < 1)
        {
            return;
        }

        var (from, to) = row.Range(x, y, a + 6, b + 6);
        for (var i = from; i < to; i++)
        {
            var d = Distance(row, i, blob, x, y, a, b);
            if (d < 2)
            {
                row.Cover(i, d, hu + (0.4f * grain * (row.Middle[i] + row.Fine[i])), ProductLabels.OtherTissue);
                if (d < -8 && !float.IsNaN(vessel))
                {
                    row.Tint(i, (MathF.Abs(row.Broad[i]) * 9) + (MathF.Abs(row.Noise.At(row.Y[i] / 9f, row.Z / 9f, row.X[i] / 9f)) * 9) - 2.6f, vessel);
                }
            }
        }
    }

    /// <summary>Distance to the blob, kept inside the cavity.</summary>
    static float Distance(Row row, int i, Blob blob, float x, float y, float a, float b)
    {
        var d = MusclePainter.Superellipse((row.X[i] - x) / a, (row.Y[i] - y) / b, a, b, 2.2f);
        d += blob.Wobble * (row.Broad[i] + (0.2f * row.Middle[i]));
        return Math.Max(d, row.Section.Wall[row.Ray[i]].Cavity + 1.6f - row.Depth[i]);
    }

    void Stomach(Row row)
    {
        var (x, y, a, b) = stomach.At(row.Z, row.Section);
        if (a < 1)
        {
            return;
        }

        var (from, to) = row.Range(x, y, a + 6, b + 6);
        for (var i = from; i < to; i++)
        {
            var d = Distance(row, i, stomach, x, y, a, b);
            if (d < 2)
            {
                row.Cover(i, d, tissue.BowelWall, ProductLabels.OtherTissue);
                row.Tint(i, d + 4.5f + row.Middle[i], 22 + (7 * row.Middle[i]));
                row.Tint(i, Math.Max(d + 5 + row.Middle[i], row.Y[i] - (stomachGas * row.Section.SpreadY)), -960);
            }
        }
    }

    void Kidney(Row row, Blob blob, float side)
    {
        var (x, y, a, b) = blob.At(row.Z, row.Section);
        var clear = (float)row.Section.Psoas[side > 0 ? 1 : 0].X + (float)row.Section.Psoas[side > 0 ? 1 : 0].HalfWidth;
        x = side * Math.Max(MathF.Abs(x), clear + (0.55f * a));
        if (a < 1)
        {
            return;
        }

        var t = (row.Z - blob.Z) / blob.C;
        var (from, to) = row.Range(x, y, a + 6, b + 6);
        for (var i = from; i < to; i++)
        {
            var d = Distance(row, i, blob with { Wobble = 1 }, x, y, a, b);
            if (d < 9)
            {
                row.Cover(i, d - 4 - (2 * row.Broad[i]) - (3 * t * t), tissue.Fat + 3 + (3 * row.Middle[i]), ProductLabels.VisceralFat);
            }

            if (d > 2)
            {
                continue;
            }

            var (dx, dy) = ((row.X[i] - x) * side, row.Y[i] - y);
            var medulla = Math.Clamp((-d - 7) / 4, 0, 1) * Math.Clamp(0.6f + row.Middle[i], 0, 1);
            row.Cover(i, d, tissue.KidneyCortex + (medulla * (tissue.KidneyMedulla - tissue.KidneyCortex)) + (2 * row.Fine[i]), ProductLabels.OtherTissue);
            var sinus = MusclePainter.Superellipse((dx + (0.62f * a)) / (0.75f * a), (dy + 4) / (0.36f * b), 0.75f * a, 0.36f * b, 2) + (14 * t * t) + (1.6f * row.Middle[i]);
            row.Cover(i, sinus, tissue.Fat + 14, ProductLabels.OtherTissue);
            row.Tint(i, sinus + 3.5f + (2.5f * row.Middle[i]), 12);
        }
    }

    void Vessels(Row row)
    {
        var (z, y) = (row.Z, row.Section.SpineY);
        var split = Math.Clamp((-34 - z) / 75, 0, 1);
        var front = (float)(-17.5 - 11);
        if (z > -36)
        {
            Round(row, 9, y + front - 1, 9.5f, 9.5f, tissue.Aorta, true);
        }

        var veinSplit = Math.Clamp((-55 - z) / 60, 0, 1);
        if (z > -57)
        {
            Round(row, -17, y + front + 2, 12.5f, 8.5f, tissue.Vein, false);
        }

        foreach (var side in new[] { -1f, 1f })
        {
            if (z <= -34)
            {
                Round(row, (9 * (1 - split)) + (side * (5 + (split * 38))), y + front - (split * 28), 6, 6, tissue.Aorta, true);
            }

            if (z <= -55)
            {
                Round(row, (-17 * (1 - veinSplit)) + (side * (6 + (veinSplit * 36))), y + front + 6 - (veinSplit * 16), 7.5f, 6.5f, tissue.Vein, false);
            }

            if (z > 20)
            {
                Crus(row, side * 12, y - 14, 4.5f * Math.Clamp((z - 20) / 40, 0.3f, 1), 11);
            }

            if (z is > 30 and < 42)
            {
                Round(row, side * 38, y - 14, 22, 2.6f, tissue.Vein, false);
            }
        }

        if (z > -60 && z < 70)
        {
            Round(row, 4, y - 44 - (0.1f * (70 - z)), 4, 4, tissue.Aorta, true);
            Round(row, -8, y - 46 - (0.1f * (70 - z)), 6, 6, tissue.PortalVein, false);
        }
    }

    /// <summary>A crus of the diaphragm beside the aorta.</summary>
    void Crus(Row row, float x, float y, float a, float b)
    {
        var (from, to) = row.Range(x, y, a + 2, b + 2);
        for (var i = from; i < to; i++)
        {
            var d = MusclePainter.Superellipse((row.X[i] - x) / a, (row.Y[i] - y) / b, a, b, 2) + (0.5f * row.Middle[i]);
            row.Cover(i, d, MusclePainter.Hu(row, i, tissue, 0), row.X[i] > 0 ? ProductLabels.OtherMuscleLeft : ProductLabels.OtherMuscleRight);
        }
    }

    void Round(Row row, float x, float y, float a, float b, float hu, bool artery)
    {
        var (from, to) = row.Range(x, y, a + 2, b + 2);
        for (var i = from; i < to; i++)
        {
            var d = MusclePainter.Superellipse((row.X[i] - x) / a, (row.Y[i] - y) / b, a, b, 2) + (0.5f * row.Middle[i]);
            if (d < 2)
            {
                row.Cover(i, d, hu + row.Fine[i], ProductLabels.OtherTissue);
                if (artery && row.Broad[i] + (0.8f * row.Middle[i]) > 2.6f - (1.5f * calcium))
                {
                    row.Tint(i, MathF.Abs(d + 0.8f) - 0.9f, 480);
                }
            }
        }
    }
}
