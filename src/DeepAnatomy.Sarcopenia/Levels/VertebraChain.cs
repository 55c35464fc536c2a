namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>One vertebra along the straightened spine, not named yet.</summary>
/// <param name="BottomS">Its lower border (middle of the disc below), plane.</param>
/// <param name="TopS">Its upper border (middle of the disc above), plane; may lie beyond the spine that was followed when the vertebra is cut.</param>
/// <param name="IsWhole">Whether both discs were seen.</param>
readonly record struct ChainLink(double BottomS, double TopS, bool IsWhole)
{
    public double CentreS => (BottomS + TopS) / 2;

    public double LengthMm => TopS - BottomS;
}

/// <summary>The vertebrae from foot to head, and where a height lies among them.</summary>
sealed class VertebraChain
{
    /// <summary>A disc at the very end of the spine that was followed must be this clear to count.</summary>
    const double LeastClearnessAtEnd = 0.35;

    const double LeastPartMm = 7, UsualMm = 33;

    readonly StraightSpine spine;
    readonly (double X, double Y, double Z)[] centres;

    VertebraChain(StraightSpine spine, ColumnCourse column, ChainLink[] links)
    {
        this.spine = spine;
        Links = links;
        centres = [.. Enumerable.Range(0, spine.Count).Select(s => spine.Frames[s].At(column.U[s], column.V[s]))];
        MeanLengthMm = links.Length == 0 ? UsualMm : links.Average(l => l.LengthMm);
    }

    /// <summary>From foot to head; the first and the last may be cut by the end of the scan.</summary>
    public ChainLink[] Links { get; }

    public double MeanLengthMm { get; }

    public static VertebraChain Of(StraightSpine spine, ColumnCourse column, Discs discs)
    {
        var at = discs.At.Zip(discs.Clearness).ToList();
        while (at.Count > 0 && at[0].Second < LeastClearnessAtEnd)
        {
            at.RemoveAt(0);
        }

        while (at.Count > 0 && at[^1].Second < LeastClearnessAtEnd && at[^1].First > spine.Count - 10)
        {
            at.RemoveAt(at.Count - 1);
        }

        if (at.Count == 0)
        {
            return new(spine, column, []);
        }

        var links = new List<ChainLink>();
        for (var n = 0; n + 1 < at.Count; n++)
        {
            links.Add(new(at[n].First, at[n + 1].First, true));
        }

        var (below, above) = (links.Count > 0 ? links[0].LengthMm : UsualMm, links.Count > 0 ? links[^1].LengthMm : UsualMm);
        if (spine.Count - 1 - at[^1].First >= LeastPartMm)
        {
            links.Add(new(at[^1].First, at[^1].First + Math.Max(above, spine.Count - 1 - at[^1].First), false));
        }

        if (at[0].First >= LeastPartMm)
        {
            links.Insert(0, new(at[0].First - below, at[0].First, false));
        }

        return new(spine, column, [.. links]);
    }

    /// <summary>A place on the column's centre line (search grid voxels); beyond the ends the line goes on straight.</summary>
    public (double X, double Y, double Z) CentreAt(double s)
    {
        if (s < 0 || s > centres.Length - 1)
        {
            var (end, step) = s < 0 ? (0, s) : (centres.Length - 1, s - (centres.Length - 1));
            var up = spine.Frames[end].Up;
            var mm = step * StraightSpine.StepMm / SearchGrid.StepMm;
            return (centres[end].X + (mm * up.X), centres[end].Y + (mm * up.Y), centres[end].Z + (mm * up.Z));
        }

        var n = Math.Min((int)s, centres.Length - 2);
        if (n < 0)
        {
            return centres[0];
        }

        var f = s - n;
        var (a, b) = (centres[n], centres[n + 1]);
        return (a.X + (f * (b.X - a.X)), a.Y + (f * (b.Y - a.Y)), a.Z + (f * (b.Z - a.Z)));
    }

    /// <summary>Where a plane lies among the vertebrae: 0 is the middle of the lowest one, 1 of the next; a half is their disc.</summary>
    public double PositionOf(double s)
    {
        if (s < Links[0].BottomS)
        {
            return -0.5 - ((Links[0].BottomS - s) / MeanLengthMm);
        }

        for (var n = 0; n < Links.Length; n++)
        {
            if (s <= Links[n].TopS)
            {
                return n - 0.5 + ((s - Links[n].BottomS) / Links[n].LengthMm);
            }
        }

        return Links.Length - 0.5 + ((s - Links[^1].TopS) / MeanLengthMm);
    }

    /// <summary>Where a height (search grid slice) lies among the vertebrae, along the column's centre line.</summary>
    public double PositionOfHeight(double z)
    {
        var last = centres.Length - 1;
        if (z <= centres[0].Z || last == 0)
        {
            return PositionOf((z - centres[0].Z) * SearchGrid.StepMm);
        }

        for (var s = 1; s <= last; s++)
        {
            if (centres[s].Z >= z)
            {
                var rise = centres[s].Z - centres[s - 1].Z;
                return PositionOf(s - 1 + (rise < 1e-9 ? 0 : (z - centres[s - 1].Z) / rise));
            }
        }

        return PositionOf(last + ((z - centres[last].Z) * SearchGrid.StepMm));
    }

    /// <summary>Where a point (search grid voxels) lies among the vertebrae: in the plane at a right angle to the canal that holds it.</summary>
    public double PositionOfPoint(double x, double y, double z)
    {
        var (best, bestDistance) = (double.NaN, double.MaxValue);
        var previous = double.NaN;
        for (var s = 0; s < spine.Count; s++)
        {
            var (dx, dy, dz) = (x - spine.Frames[s].X, y - spine.Frames[s].Y, z - spine.Frames[s].Z);
            var up = spine.Frames[s].Up;
            var height = (dx * up.X) + (dy * up.Y) + (dz * up.Z);
            var distance = (dx * dx) + (dy * dy) + (dz * dz);
            if (s > 0 && previous > 0 != height > 0 && distance < bestDistance)
            {
                (best, bestDistance) = (s - 1 + (previous / (previous - height)), distance);
            }

            if (s == 0 && height <= 0)
            {
                (best, bestDistance) = (height * SearchGrid.StepMm, distance);
            }
            else if (s == spine.Count - 1 && height >= 0 && double.IsNaN(best))
            {
                best = s + (height * SearchGrid.StepMm);
            }

            previous = height;
        }

        return PositionOf(double.IsNaN(best) ? 0 : best);
    }
}
