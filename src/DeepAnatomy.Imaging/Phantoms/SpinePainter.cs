using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints vertebrae with their processes, discs, the canal with the thecal sac, and the sacrum.</summary>
sealed class SpinePainter(SpineLine spine, Tissue tissue, PhantomSubject subject)
{
    static readonly Curve SacrumHalf = new((-215, 10), (-190, 24), (-160, 40), (-130, 52), (-108, 56), (-96, 46), (-90, 24));

    public void Paint(Row row)
    {
        Sacrum(row);
        for (var n = 0; n < spine.Vertebrae.Count; n++)
        {
            var upper = spine.Vertebrae[n];
            if (MathF.Abs((float)upper.Z - row.Z) < 48)
            {
                Disc(row, upper, n == 0 ? null : spine.Vertebrae[n - 1]);
            }
        }

        foreach (var v in spine.Vertebrae)
        {
            if (MathF.Abs((float)v.Z - row.Z) < 52)
            {
                Vertebra(row, v);
            }
        }

        Canal(row);
    }

    /// <summary>The label of a vertebra: its own for L1–L5, else bone.</summary>
    static ushort LabelOf(string name) => name switch
    {
        "L1" => ProductLabels.VertebraL1,
        "L2" => ProductLabels.VertebraL2,
        "L3" => ProductLabels.VertebraL3,
        "L4" => ProductLabels.VertebraL4,
        "L5" => ProductLabels.VertebraL5,
        _ => ProductLabels.Bone,
    };

    static void Disc(Row row, VertebraSite above, VertebraSite? below)
    {
        var (z, y, tilt) = below is null
            ? (above.Z - 18.5, above.Y + 5.5, above.Tilt - 0.25)
            : ((above.Z + below.Z) / 2, (above.Y + below.Y) / 2, (above.Tilt + below.Tilt) / 2);
        var (a, b) = ((float)above.HalfWidth * 1.04f, (float)above.HalfDepth * 1.05f);
        var (cos, sin) = ((float)Math.Cos(tilt), (float)Math.Sin(tilt));
        var (from, to) = row.Range(0, (float)y, a + 2, b + 14);
        for (var i = from; i < to; i++)
        {
            var (dy, dz) = (row.Y[i] - (float)y, row.Z - (float)z);
            var (w, t) = ((dy * cos) - (dz * sin), (dz * cos) + (dy * sin));
            var d = Math.Max(BodyOutline(row.X[i], w, a, b), MathF.Abs(t) - 9);
            if (d < 2)
            {
                row.Cover(i, d, 78 + (5 * row.Middle[i]) + (d > -4 ? 14 : 0), ProductLabels.OtherTissue);
            }
        }
    }

    void Vertebra(Row row, VertebraSite v)
    {
        var (cos, sin) = ((float)Math.Cos(v.Tilt), (float)Math.Sin(v.Tilt));
        var (from, to) = row.Range(0, (float)v.Y + 26, 58, 62);
        var label = LabelOf(v.Name);
        var shape = new VertebraShape(v);
        for (var i = from; i < to; i++)
        {
            var (x, dy, dz) = (row.X[i], row.Y[i] - (float)v.Y, row.Z - (float)v.Z);
            var (w, t) = ((dy * cos) - (dz * sin), (dz * cos) + (dy * sin));
            if (MathF.Abs(x) > 56 || w < -24 || w > 84 || MathF.Abs(t) > 36)
            {
                continue;
            }

            var body = Math.Max(BodyOutline(x, w, shape.A * shape.Waist(t), shape.B * shape.Waist(t)), MathF.Abs(t) - shape.HalfHeight(w));
            var arch = w < 8 ? 50 : shape.Arch(MathF.Abs(x), w, t) + (0.35f * row.Middle[i]);
            var d = Math.Min(body, arch);
            if (d < 1.5f)
            {
                row.Cover(i, d, Bone(row, i, body, arch), label);
            }
        }
    }

    /// <summary>Cortical bone at the edge, trabecular bone inside.</summary>
    float Bone(Row row, int i, float body, float arch)
    {
        var trabecular = tissue.Trabecular * (1 + (0.10f * row.Fine[i]) + (0.05f * row.Middle[i]));
        if (body < arch)
        {
            var edge = Math.Clamp((body + 1.7f) / 0.9f, 0, 1);
            return trabecular + (edge * (0.72f * tissue.Cortical - trabecular));
        }

        var thick = Math.Clamp((arch + 2.6f) / 1.2f, 0, 1);
        var spongy = 1.5f * trabecular;
        return spongy + (thick * (tissue.Cortical - spongy));
    }

    /// <summary>Distance to a vertebral body's outline: rounded in front, hollow behind.</summary>
    static float BodyOutline(float x, float w, float a, float b)
    {
        var hollow = w > 0 ? 0.12f * Math.Max(0, 1 - (x * x / (a * a * 0.4f))) : 0;
        return MusclePainter.Superellipse(x / a, w / (b * (1 - hollow)), a, b, w > 0 ? 2.5f : 2.15f);
    }

    void Canal(Row row)
    {
        var y = row.Section.SpineY;
        var z = row.Z;
        var behind = (float)(z > 90 ? 23.5 : z > -80 ? 26 : 23 + ((z + 80) * 0.06));
        var (halfX, halfY) = z < -88 ? (Math.Max(5, 13 + ((z + 88) * 0.07f)), Math.Max(3.5f, 8 + ((z + 88) * 0.05f))) : (z > 90 ? 10.5f : 11.5f, 8.5f);
        if (z < -180)
        {
            return;
        }

        var (from, to) = row.Range(0, y + behind, halfX, halfY);
        var sac = Math.Clamp((z + 150) / 30, 0, 1);
        for (var i = from; i < to; i++)
        {
            var (x, w) = (row.X[i], row.Y[i] - y - behind);
            var d = MusclePainter.Superellipse(x / halfX, w / halfY, halfX, halfY, 2) + (0.06f * Math.Max(0, w) * MathF.Abs(x) / 4);
            if (d > 1.5f)
            {
                continue;
            }

            row.Cover(i, d, -45, ProductLabels.OtherTissue);
            row.Tint(i, d + 1.8f + (0.1f * Math.Max(0, w)) + (5 * (1 - sac)), 22 + (4 * row.Fine[i]));
            if (z > spineConus)
            {
                row.Tint(i, MathF.Sqrt((x * x) + (1.5f * w * w)) - 4.5f, 38);
            }
        }
    }

    readonly float spineConus = (float)(spine.T12.Z - 45 + ((CounterRandom.Unit(subject.AnatomySeed, 77) - 0.5) * 20));

    void Sacrum(Row row)
    {
        if (row.Z > -84)
        {
            return;
        }

        var y = row.Section.SpineY;
        var half = (float)SacrumHalf[row.Z];
        var thick = Math.Clamp(17 + ((row.Z + 100) * 0.09f), 5, 19);
        var (from, to) = row.Range(0, y + 10, half + 4, 42);
        for (var i = from; i < to; i++)
        {
            var (x, w) = (MathF.Abs(row.X[i]), row.Y[i] - y);
            var top = row.Z + 88 + (0.75f * (w - 8));
            var body = MusclePainter.Superellipse(x / 25, w / thick, 25, thick, 2.3f);
            var wing = MusclePainter.Superellipse(x / half, (w - 8 - (0.1f * x)) / (thick + 3), half, thick + 3, 2.6f);
            var crest = Math.Max(x - 3.2f - (2 * MathF.Sin(row.Z / 8)), MathF.Abs(w - 34) - 8);
            var d = Math.Max(Math.Min(Math.Min(body, wing), crest + 0.5f), top);
            d += 0.7f * row.Middle[i];
            var foramen = MathF.Sqrt(((x - 24) * (x - 24)) + ((w - 6) * (w - 6))) - 5.5f - (1.5f * MathF.Sin(row.Z / 4.2f));
            if (d < 1.5f)
            {
                var edge = Math.Clamp((d + 1.9f) / 1.1f, 0, 1);
                var inner = 0.85f * tissue.Trabecular * (1 + (0.16f * row.Fine[i]));
                row.Cover(i, d, inner + (edge * (0.7f * tissue.Cortical - inner)), ProductLabels.Bone);
                if (foramen < 1 && MathF.Sin(row.Z / 4.2f) > -0.2f)
                {
                    row.Cover(i, foramen, -40, ProductLabels.OtherTissue);
                }
            }
        }
    }
}
