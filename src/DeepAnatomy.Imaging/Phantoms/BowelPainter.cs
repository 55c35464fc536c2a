using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints colon and small bowel: chains of balls and links with wall, content, stool and gas.</summary>
sealed class BowelPainter
{
    readonly Tissue tissue;
    readonly List<Link> links = [];
    readonly List<Link> vessels = [];

    readonly record struct Link(float X0, float Y0, float Z0, float X1, float Y1, float Z1, float Radius, float Wall, bool Stool, float Gas);

    public BowelPainter(PhantomSubject subject, Tissue tissue)
    {
        this.tissue = tissue;
        var r = new RandomStream(subject.AnatomySeed, "bowel");
        Colon(r);
        for (var loop = 0; loop < 12; loop++)
        {
            SmallBowel(r, (loop % 3) - 1, loop >= 9);
        }

        // Bowel lies closer where little fat keeps it apart.
        var crowded = Math.Clamp((90 - subject.VisceralFatCm2) / 70, 0, 1);
        for (var loop = 0; loop < (int)(9 * crowded); loop++)
        {
            SmallBowel(r, (loop % 3) - 1, false);
        }

        for (var vessel = 0; vessel < 70; vessel++)
        {
            Mesentery(r);
        }
    }

    public void Paint(Row row)
    {
        foreach (var link in vessels)
        {
            Each(row, link, (i, d) => row.Cover(i, d, tissue.Vein, ProductLabels.OtherTissue));
        }

        foreach (var link in links)
        {
            Each(row, link, (i, d) => row.Cover(i, d, tissue.BowelWall + (3 * row.Fine[i]), ProductLabels.OtherTissue));
        }

        foreach (var link in links)
        {
            Each(row, link, (i, d) => Content(row, i, d + link.Wall, link));
        }
    }

    void Content(Row row, int i, float d, Link link)
    {
        var stool = link.Stool ? -30 + (70 * row.Middle[i]) - (row.Fine[i] > 0.9f ? 350 : 0) : tissue.BowelContent + (5 * row.Middle[i]);
        row.Tint(i, d, Math.Max(stool, -700));
        var level = ((link.Y0 + link.Y1) / 2 * row.Section.SpreadY) - (link.Radius * link.Gas);
        row.Tint(i, Math.Max(d + 0.3f, row.Y[i] - level + (link.Stool ? 2.5f * row.Middle[i] : 0)), -930);
    }

    static void Each(Row row, Link link, Action<int, float> paint)
    {
        var (z0, z1) = (Math.Min(link.Z0, link.Z1) - link.Radius - 3, Math.Max(link.Z0, link.Z1) + link.Radius + 3);
        if (row.Z < z0 || row.Z > z1)
        {
            return;
        }

        var s = row.Section;
        var (ax, ay, bx, by) = (link.X0 * s.SpreadX, link.Y0 * s.SpreadY, link.X1 * s.SpreadX, link.Y1 * s.SpreadY);
        var reach = link.Radius + 4;
        var (from, to) = row.Range((ax + bx) / 2, (ay + by) / 2, (MathF.Abs(bx - ax) / 2) + reach, (MathF.Abs(by - ay) / 2) + reach);
        var (ex, ey, ez) = (bx - ax, by - ay, link.Z1 - link.Z0);
        var square = (ex * ex) + (ey * ey) + (ez * ez) + 1e-3f;
        for (var i = from; i < to; i++)
        {
            var (x, y, z) = (row.X[i] - ax, row.Y[i] - ay, row.Z - link.Z0);
            var t = Math.Clamp(((x * ex) + (y * ey) + (z * ez)) / square, 0, 1);
            var (dx, dy, dz) = (x - (t * ex), y - (t * ey), z - (t * ez));
            var d = MathF.Sqrt((dx * dx) + (dy * dy) + (dz * dz)) - link.Radius + (Math.Min(1.5f, 0.2f * link.Radius) * row.Broad[i]) + (link.Stool ? 0.8f : 0.5f) * Math.Min(1, 0.15f * link.Radius) * row.Middle[i];
            d = Math.Max(d, s.Wall[row.Ray[i]].Cavity + 1.8f - row.Depth[i]);
            if (d < 2)
            {
                paint(i, d);
            }
        }
    }

    /// <summary>A short piece of a mesenteric vessel, running outwards from the root of the mesentery.</summary>
    void Mesentery(RandomStream r)
    {
        var (angle, along, z) = (r.Between(0, Math.PI), r.Between(0.15, 0.8), r.Normal(-25, 40));
        var (ux, uy) = (Math.Cos(angle), -Math.Sin(angle));
        var (x, y) = (ux * 80 * along, -48 + (uy * 45 * along));
        var length = r.Between(8, 20);
        vessels.Add(new((float)x, (float)y, (float)z, (float)(x + (length * ux)), (float)(y + (0.6 * length * uy)), (float)(z + r.Normal(0, 7)), (float)r.Between(1.1, 2.6), 0, false, 2));
    }

    void Colon(RandomStream r)
    {
        float N(double mean, double sd) => (float)r.Normal(mean, sd);
        Chain(r, [(-98, -22, -88), (-104, -24, -50), (-106, -22, -10), (-100, -20, 25)], 22, 19, true, 0.3f);
        Chain(r, [(-92, -52, 36), (-55, -98, N(20, 8)), (0, -102, N(8, 10)), (55, -98, N(24, 8)), (98, -58, 72)], 17, 17, true, 0.15f);
        Chain(r, [(108, -14, 76), (112, -10, 30), (110, -14, -20), (104, -22, -70), (88, -30, -110)], 14, 12, true, 0.6f);
        Chain(r, [(84, -34, -112), (40, -40, -130), (8, -20, -142), (4, 6, -160)], 14, 14, true, 0.5f);
    }

    void Chain(RandomStream r, (float X, float Y, float Z)[] points, float first, float last, bool stool, float gas)
    {
        for (var n = 1; n < points.Length; n++)
        {
            var (p, q) = (points[n - 1], points[n]);
            const int parts = 3;
            for (var part = 0; part < parts; part++)
            {
                var (t0, t1) = (part / (float)parts, (part + 1) / (float)parts);
                var radius = (first + ((last - first) * (n - 1 + t0) / (points.Length - 1))) * (float)r.Between(0.82, 1.12);
                var level = r.Chance(0.45) ? gas + (float)r.Normal(0, 0.35) : 2;
                links.Add(new(p.X + (t0 * (q.X - p.X)), p.Y + (t0 * (q.Y - p.Y)), p.Z + (t0 * (q.Z - p.Z)), p.X + (t1 * (q.X - p.X)), p.Y + (t1 * (q.Y - p.Y)), p.Z + (t1 * (q.Z - p.Z)), radius, 2.2f, stool, level));
            }
        }
    }

    void SmallBowel(RandomStream r, int side, bool high)
    {
        side = high ? 1 : side;
        var (x, y, z) = (r.Normal(side * 48, 18), r.Normal(-72, 12), r.Normal(high ? 50 : -30, high ? 20 : 38));
        var (angle, rise) = (r.Between(0, 2 * Math.PI), 0.0);
        for (var n = 0; n < 11; n++)
        {
            angle += r.Normal(0, 0.8);
            rise = Math.Clamp(rise + r.Normal(0, 0.5), -0.9, 0.9);
            var (nx, ny, nz) = (x + (17 * Math.Cos(angle)), y + (11 * Math.Sin(angle)), z + (12 * rise));
            if (Math.Abs(nx) > 88 || ny > -42 || ny < -104 || nz > (high ? 105 : 35) || nz < -150)
            {
                angle += 2.2;
                continue;
            }

            links.Add(new((float)x, (float)y, (float)z, (float)nx, (float)ny, (float)nz, (float)r.Normal(10.5, 1.3), 2.4f, false, r.Chance(0.12) ? 0.1f : 2));
            (x, y, z) = (nx, ny, nz);
        }
    }
}
