using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints the lower ribs: bands that slant downwards to the front within the cage layer.</summary>
sealed class RibPainter(SpineLine spine, Tissue tissue)
{
    /// <summary>Height of each rib's middle by degrees from the front midline, rib 12 first; a rib ends where its first key is.</summary>
    static readonly (double TipDegrees, Curve Height)[] Ribs =
    [
        (116, new((116, 42), (140, 70), (158, 94), (176, 111))),
        (84, new((84, 26), (110, 52), (140, 100), (158, 126), (176, 145))),
        (58, new((58, 42), (75, 42), (95, 62), (130, 118), (155, 155), (176, 178))),
        (44, new((44, 78), (62, 74), (85, 96), (130, 154), (155, 188), (176, 210))),
        (34, new((34, 112), (55, 106), (85, 134), (130, 190), (155, 222), (176, 244))),
        (28, new((28, 144), (55, 140), (85, 170), (130, 226), (155, 258), (176, 280))),
    ];

    public void Paint(Row row)
    {
        if (row.Z < 0)
        {
            return;
        }

        var shift = (float)(spine.T12.Z - 107);
        for (var i = row.From; i < row.To; i++)
        {
            if (row.Depth[i] is < 1 or > 75)
            {
                continue;
            }

            var degrees = MathF.Abs(((row.Ray[i] / (float)Section.Rays) - 0.5f) * 360);
            var middle = (float)SectionBuilder.RibDepth(degrees);
            if (MathF.Abs(row.Depth[i] - middle) > 6 || degrees > 172)
            {
                continue;
            }

            foreach (var (tip, height) in Ribs)
            {
                var dz = row.Z - (float)height[degrees] - shift;
                if (MathF.Abs(dz) > 16)
                {
                    continue;
                }

                var slope = (float)(height[degrees + 2] - height[degrees - 2]) / (4 * MathF.PI / 180 * 120);
                var d = MusclePainter.Superellipse((row.Depth[i] - middle) / 3.6f, dz / MathF.Sqrt(1 + (slope * slope)) / 6.2f, 3.6f, 6.2f, 2.2f);
                var past = ((float)tip - degrees) * 2.3f;
                d = Math.Max(d, past - 38);
                if (d > 1.5f)
                {
                    continue;
                }

                var cartilage = past > 0 && tip < 80;
                d = past > 0 && !cartilage ? Math.Max(d, past) : d;
                var edge = Math.Clamp((d + 1.4f) / 0.8f, 0, 1);
                row.Cover(i, d, cartilage ? 95 + (40 * edge) : 130 + (edge * (0.85f * tissue.Cortical - 130)), cartilage ? ProductLabels.OtherTissue : ProductLabels.Bone);
            }
        }
    }
}
