namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Where the muscles beside the spine usually lie, written down from anatomy, and their search.</summary>
/// <remarks>All positions are in the <see cref="SpineFrame"/>: u from the midline to the side, v to the back of the canal, mm, for a vertebral body of 23 mm half width; scaled to the patient's.</remarks>
sealed class BackMuscles(WorkingImage image, SpineFrame frame, WallSurfaces walls, PolarSurface column, byte[] bone, double scale)
{
    /// <summary>Erector spinae and multifidus of one side (−1 right, +1 left).</summary>
    public PolarSurface Paravertebral(int side, CancellationToken cancel)
    {
        var barrier = Barrier(side, OverlayMm);
        var centres = new (double XMm, double YMm)[frame.Slices];
        var half = new (double U, double Front, double Back)[frame.Slices];
        var tilt = new double[frame.Slices];
        var present = new bool[frame.Slices];
        for (var k = 0; k < frame.Slices; k++)
        {
            present[k] = frame.Has(k) && walls.Present[k] && frame.Level[k] < 6.5;
            if (present[k])
            {
                var lateral = Between(frame.Level[k], [(-1, 70), (0, 76), (1, 78), (2, 76), (3, 71), (4, 66), (5, 52), (6, 42)]) * scale;
                tilt[k] = Between(frame.Level[k], [(-1, 0.3), (1, 0.12), (2, 0.08), (3, 0.04), (4, 0)]);
                var front = (Between(frame.Level[k], [(2, 11), (3, 10), (4, 8)]) * scale) + (Math.Tan(tilt[k]) * ((0.45 * lateral) - 15));
                var back = FasciaDepth(k, side * 0.45 * lateral, front);
                half[k] = (lateral, front, back);
                centres[k] = frame.ToSlice(k, side * 0.48 * lateral, 0.5 * (front + back));
            }
        }

        var search = new CompartmentSearch(image, barrier) { FarthestMm = 60, FatCost = 0.35f, PriorCost = 1.2f, SeamGain = 1.5f };
        return search.Find(centres, present, (k, dx, dy) =>
        {
            var (u, v) = Direction(k, dx, dy, side);
            var (a, b) = (0.5 * half[k].U, 0.5 * (half[k].Back - half[k].Front));
            var (along, across) = Turned(u, v, tilt[k]);
            return (SuperEllipse(along, across, a, b), 4.5 + (12 * Math.Max(0, along) * Math.Clamp((across + 0.4) / 0.5, 0, 1)));
        }, cancel);
    }

    /// <summary>Psoas major of one side (−1 right, +1 left).</summary>
    public PolarSurface Psoas(int side, CancellationToken cancel)
    {
        var barrier = Barrier(side, _ => 0);
        var centres = new (double XMm, double YMm)[frame.Slices];
        var (width, size) = (new double[frame.Slices], new double[frame.Slices]);
        var present = new bool[frame.Slices];
        for (var k = 0; k < frame.Slices; k++)
        {
            var level = frame.Level[k];
            present[k] = frame.Has(k) && walls.Present[k] && level is > 0.85 and < 7;
            if (present[k])
            {
                width[k] = Between(level, [(0.85, 4), (2, 7.5), (3, 13), (4, 19), (5, 21), (6, 20)]) * scale;
                size[k] = Between(level, [(0.85, 6), (2, 16), (3, 20), (4, 22), (5, 21), (6, 20)]) * scale;
                var u = Between(level, [(0.4, 24), (1, 27), (2, 31), (3, 38), (4, 44), (5, 47), (6, 52), (7, 58)]) * scale;
                var v = -frame.BodyDistanceMm(k) + (Between(level, [(0.4, 8), (1, 12), (2, 10), (3, 6), (4, 0), (5, -10), (6, -25), (7, -40)]) * scale);
                centres[k] = frame.ToSlice(k, side * u, v);
            }
        }

        var search = new CompartmentSearch(image, barrier) { FarthestMm = 45, FatCost = 1.5f, PriorCost = 1 };
        PolarSurface surface = null!;
        for (var round = 0; round < 3; round++)
        {
            surface = search.Find(centres, present, (k, dx, dy) =>
            {
                var (u, v) = Direction(k, dx, dy, side);
                var usual = 1 / Math.Sqrt(Squared(u / width[k]) + Squared(v / size[k]));
                return (usual, Math.Max(2.5, 0.35 * usual));
            }, cancel);
            if (round < 2)
            {
                centres = Recentred(surface, present);
            }
        }

        return surface;
    }

    /// <summary>Quadratus lumborum of one side (−1 right, +1 left), between the two found before.</summary>
    public PolarSurface Quadratus(int side, PolarSurface paravertebral, PolarSurface psoas, CancellationToken cancel)
    {
        var barrier = Barrier(side, _ => 0);
        Block(barrier, paravertebral);
        Block(barrier, psoas);
        var centres = new (double XMm, double YMm)[frame.Slices];
        var present = new bool[frame.Slices];
        var (length, thickness) = (new double[frame.Slices], new double[frame.Slices]);
        for (var k = 0; k < frame.Slices; k++)
        {
            var level = frame.Level[k];
            present[k] = frame.Has(k) && walls.Present[k] && level is > 0.8 and < 4.6;
            if (present[k])
            {
                var u = Between(level, [(0.8, 42), (2, 52), (3, 62), (4, 68), (4.6, 72)]) * scale;
                var v = Between(level, [(0.8, 2), (2, 4), (3, 8), (4, 8)]) * scale;
                (length[k], thickness[k]) = (Between(level, [(0.8, 8), (2, 14), (3, 20), (4, 22)]) * scale, Between(level, [(0.8, 5), (2, 7), (3, 9), (4, 9)]) * scale);
                centres[k] = frame.ToSlice(k, side * u, v);
            }
        }

        Settle(centres, present, side, length, thickness, barrier);
        var search = new CompartmentSearch(image, barrier) { FarthestMm = 40, FatCost = 1.5f, PriorCost = 1 };
        PolarSurface surface = null!;
        for (var round = 0; round < 3; round++)
        {
            surface = search.Find(centres, present, (k, dx, dy) =>
            {
                var (u, v) = Direction(k, dx, dy, side);
                const double tilt = 0.35;
                var (along, across) = Turned(u, v, tilt);
                var usual = 1 / Math.Sqrt(Squared(along / length[k]) + Squared(across / thickness[k]));
                return (usual, 0.4 * usual);
            }, cancel);
            if (round < 2)
            {
                centres = Recentred(surface, present);
            }
        }

        return surface;
    }

    /// <summary>Moves all centres together to where most muscle and least fat lies in the usual ellipse, for each slice with those near it.</summary>
    void Settle((double XMm, double YMm)[] centres, bool[] present, int side, double[] length, double[] thickness, byte[] barrier)
    {
        const int nearMm = 20;
        ReadOnlySpan<double> us = [-12, -6, 0, 6, 12];
        ReadOnlySpan<double> vs = [-18, -14, -10, -6, -3, 0, 4];
        var shifts = us.Length * vs.Length;
        var score = new double[present.Length * shifts];
        for (var k = 0; k < present.Length; k++)
        {
            // At L1 and L2 the kidney lies in front of it.
            var forwards = Between(frame.Level[k], [(1, 0.06), (2, 0.035), (3, 0.008)]);
            for (var n = 0; n < shifts && present[k]; n++)
            {
                var (u, v) = (us[n % us.Length], vs[n / us.Length]);
                score[(k * shifts) + n] = Filling(k, Shifted(k, centres[k], side * u, v), length[k], thickness[k], barrier) - (0.01 * Math.Abs(u)) - ((v < 0 ? forwards : 0.02) * Math.Abs(v));
            }
        }

        var reach = Math.Max(1, (int)(nearMm / image.Spacing.KMm));
        var moved = ((double XMm, double YMm)[])centres.Clone();
        for (var k = 0; k < present.Length; k++)
        {
            if (present[k])
            {
                var best = 0;
                var most = double.NegativeInfinity;
                for (var n = 0; n < shifts; n++)
                {
                    var sum = 0.0;
                    for (var m = Math.Max(0, k - reach); m <= Math.Min(present.Length - 1, k + reach); m++)
                    {
                        sum += score[(m * shifts) + n];
                    }

                    (best, most) = sum > most ? (n, sum) : (best, most);
                }

                moved[k] = Shifted(k, centres[k], side * us[best % us.Length], vs[best / us.Length]);
            }
        }

        moved.CopyTo(centres, 0);
    }

    (double XMm, double YMm) Shifted(int k, (double XMm, double YMm) centre, double u, double v)
    {
        var (cu, cv) = frame.ToFrame(k, centre.XMm, centre.YMm);
        return frame.ToSlice(k, cu + u, cv + v);
    }

    /// <summary>The share of an ellipse that is muscle, less that which is fat or cannot be the muscle.</summary>
    double Filling(int k, (double XMm, double YMm) centre, double lengthMm, double thicknessMm, byte[] barrier)
    {
        var (sum, count) = (0.0, 0);
        for (var b = -0.8; b <= 0.81; b += 0.4)
        {
            for (var a = -0.8; a <= 0.81; a += 0.2)
            {
                if ((a * a) + (b * b) > 1)
                {
                    continue;
                }

                var (x, y) = Shifted(k, centre, a * lengthMm, b * thicknessMm);
                int i = (int)Math.Round(x / image.Spacing.IMm), j = (int)Math.Round(y / image.Spacing.JMm);
                var blocked = (uint)i >= (uint)image.Shape.I || (uint)j >= (uint)image.Shape.J || barrier[image.Shape.OffsetOf(i, j, k)] != 0;
                sum += blocked ? -1 : 1 - (2 * Attenuation.Fatness(image.At(k, x, y)));
                count++;
            }
        }

        return sum / count;
    }

    void Block(byte[] barrier, PolarSurface muscle)
    {
        var shape = image.Shape;
        Parallel.For(0, shape.K, k =>
        {
            if (muscle.Centres[k] == default)
            {
                return;
            }

            for (var j = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    var (dx, dy) = ((i * image.Spacing.IMm) - muscle.Centres[k].XMm, (j * image.Spacing.JMm) - muscle.Centres[k].YMm);
                    if ((dx * dx) + (dy * dy) < 6400 && (dx * dx) + (dy * dy) < Squared(muscle.RadiusAt(k, dx, dy)))
                    {
                        barrier[shape.OffsetOf(i, j, k)] = 1;
                    }
                }
            }
        });
    }

    static (double XMm, double YMm)[] Recentred(PolarSurface surface, bool[] present)
    {
        const int reach = 3;
        var moved = new (double X, double Y)[present.Length];
        for (var k = 0; k < present.Length; k++)
        {
            moved[k] = present[k] ? Centroid(surface, k) : default;
        }

        var smooth = new (double, double)[present.Length];
        for (var k = 0; k < present.Length; k++)
        {
            var near = Enumerable.Range(k - reach, (2 * reach) + 1).Where(n => n >= 0 && n < present.Length && present[n] && present[k]).ToArray();
            smooth[k] = near.Length == 0 ? default : (near.Average(n => moved[n].X), near.Average(n => moved[n].Y));
        }

        return smooth;
    }

    static (double X, double Y) Centroid(PolarSurface surface, int k)
    {
        double x = 0, y = 0, area = 0;
        for (var a = 0; a < surface.Angles; a++)
        {
            var r = surface.RadiiMm[(k * surface.Angles) + a];
            (x, y, area) = (x + (r * r * r * surface.Directions[a].X / 3), y + (r * r * r * surface.Directions[a].Y / 3), area + (r * r / 2));
        }

        return area > 0 ? (surface.Centres[k].XMm + (x / area), surface.Centres[k].YMm + (y / area)) : surface.Centres[k];
    }

    /// <summary>Latissimus, serratus posterior and trapezius lie over the erector spinae above L2.</summary>
    static double OverlayMm(double level) => Between(level, [(-1, 6), (0.5, 4), (1, 3), (2, 1.2), (3, 0.5)]);

    byte[] Barrier(int side, Func<double, double> overlayMm)
    {
        var shape = image.Shape;
        var barrier = (byte[])bone.Clone();
        Parallel.For(0, shape.K, k =>
        {
            if (!frame.Has(k))
            {
                return;
            }

            var overlay = overlayMm(frame.Level[k]);
            for (var j = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    var (x, y) = (i * image.Spacing.IMm, j * image.Spacing.JMm);
                    var (u, v) = frame.ToFrame(k, x, y);
                    var (dx, dy) = (x - walls.Fascia.Centres[k].XMm, y - walls.Fascia.Centres[k].YMm);
                    var (bx, by) = (x - column.Centres[k].XMm, y - column.Centres[k].YMm);
                    if (u * side < 2.5
                        || (u * u) + (v * v) < 100
                        || (dx * dx) + (dy * dy) > Squared(walls.Fascia.RadiusAt(k, dx, dy) - overlay)
                        || (bx * bx) + (by * by) < Squared(column.RadiusAt(k, bx, by)))
                    {
                        barrier[shape.OffsetOf(i, j, k)] = 1;
                    }
                }
            }
        });
        return barrier;
    }

    /// <summary>Where the fascia lies behind a point of the frame (v, mm).</summary>
    double FasciaDepth(int k, double u, double fromV)
    {
        for (var v = fromV + 15; v < 120; v++)
        {
            var (x, y) = frame.ToSlice(k, u, v);
            var (dx, dy) = (x - walls.Fascia.Centres[k].XMm, y - walls.Fascia.Centres[k].YMm);
            if ((dx * dx) + (dy * dy) >= Squared(walls.Fascia.RadiusAt(k, dx, dy)))
            {
                return v;
            }
        }

        return fromV + 50;
    }

    (double U, double V) Direction(int k, double dx, double dy, int side)
    {
        var (x, y) = frame.ToSlice(k, 0, 0);
        var (u, v) = frame.ToFrame(k, x + dx, y + dy);
        return (u * side, v);
    }

    static (double Along, double Across) Turned(double u, double v, double angle) =>
        ((u * Math.Cos(angle)) + (v * Math.Sin(angle)), (v * Math.Cos(angle)) - (u * Math.Sin(angle)));

    static double SuperEllipse(double u, double v, double a, double b) =>
        1 / Math.Pow(Math.Pow(Math.Abs(u) / a, 2.4) + Math.Pow(Math.Abs(v) / b, 2.4), 1 / 2.4);

    static double Squared(double a) => a * a;

    /// <summary>Linear between the knots (rising x), constant outside.</summary>
    static double Between(double x, ReadOnlySpan<(double X, double Y)> knots)
    {
        if (!(x > knots[0].X))
        {
            return knots[0].Y;
        }

        for (var n = 1; n < knots.Length; n++)
        {
            if (x <= knots[n].X)
            {
                var f = (x - knots[n - 1].X) / (knots[n].X - knots[n - 1].X);
                return knots[n - 1].Y + (f * (knots[n].Y - knots[n - 1].Y));
            }
        }

        return knots[^1].Y;
    }
}
