using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Paints bodies of soft tissue of random place, size, density and grain among the organs, many of them as bright as muscle and touching it:
/// what a network has to learn is not muscle. Only where <see cref="PhantomSubject.Variation"/> is above 0.</summary>
sealed class ClutterPainter
{
    /// <summary>Share of the bodies that are as bright as muscle.</summary>
    const double LikeMuscle = 0.6;

    readonly List<Piece> pieces = [];
    readonly float gap;

    readonly record struct Piece(Blob Blob, float Hu, float Grain, float RimHu, float Gas);

    public ClutterPainter(PhantomSubject subject, Tissue tissue)
    {
        if (subject.Variation <= 0)
        {
            return;
        }

        var r = new RandomStream(subject.AnatomySeed, "clutter");
        gap = (float)r.Between(0, 1.6);
        var count = (int)(subject.Variation * r.Between(4, 26));
        for (var n = 0; n < count; n++)
        {
            pieces.Add(Draw(r, tissue));
        }
    }

    public void Paint(Row row)
    {
        foreach (var piece in pieces)
        {
            Fill(row, piece);
        }
    }

    /// <summary>Half of them lie anywhere, a quarter beside the spine where the psoas is, a quarter along the wall.</summary>
    static Piece Draw(RandomStream r, Tissue tissue)
    {
        var (side, kind) = (r.Chance(0.5) ? 1 : -1, r.Unit());
        var (x, y) = kind < 0.5 ? (r.Between(0, 95), r.Between(-105, -25)) : kind < 0.75 ? (r.Between(40, 80), r.Between(-45, 12)) : (r.Between(85, 125), r.Between(-60, 5));
        var size = Math.Exp(r.Between(Math.Log(9), Math.Log(42)));
        var hu = r.Chance(LikeMuscle) ? tissue.Muscle + r.Normal(0, 10) : r.Between(-20, 170);
        var rim = r.Chance(0.4) ? hu + r.Between(-30, 60) : hu;
        return new(
            new((float)(side * x), (float)y, (float)r.Between(-150, 165), (float)(size * Math.Exp(r.Normal(0, 0.25))), (float)(size * Math.Exp(r.Normal(0, 0.25))), (float)(size * Math.Exp(r.Normal(0.25, 0.4))), (float)r.Between(0.5, 4), (float)r.Normal(0, 0.3), (float)r.Normal(0, 0.2)),
            (float)hu,
            (float)r.Between(1, 12),
            (float)rim,
            r.Chance(0.12) ? (float)r.Between(-0.6, 0.6) : 1);
    }

    void Fill(Row row, in Piece piece)
    {
        var (x, y, a, b) = piece.Blob.At(row.Z, row.Section);
        if (a < 1)
        {
            return;
        }

        var (from, to) = row.Range(x, y, a + 8, b + 8);
        for (var i = from; i < to; i++)
        {
            var d = MusclePainter.Superellipse((row.X[i] - x) / a, (row.Y[i] - y) / b, a, b, 2.2f) + (piece.Blob.Wobble * (row.Broad[i] + (0.3f * row.Middle[i])));
            d = Math.Max(d, row.Section.Wall[row.Ray[i]].Cavity + gap - row.Depth[i]);
            d = Math.Max(d, row.Y[i] - TrunkPainter.Posterior(row, MathF.Abs(row.X[i])) + gap);
            if (d < 2)
            {
                row.Cover(i, d, piece.RimHu + row.Fine[i], ProductLabels.OtherTissue);
                row.Tint(i, d + 3, piece.Hu + (0.5f * piece.Grain * (row.Middle[i] + row.Fine[i])));
                if (piece.Gas < 1)
                {
                    row.Tint(i, Math.Max(d + 3, row.Y[i] - y - (piece.Gas * b)), -940);
                }
            }
        }
    }
}
