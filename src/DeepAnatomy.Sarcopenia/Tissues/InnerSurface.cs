namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The inner surface of the abdominal and chest wall: from the outer fascia through muscle, thin fat between layers, and ribs, to the fat, gas or organ inside.</summary>
/// <remarks>
/// Where an organ lies against the wall without fat between, HU do not show the surface. So it is searched twice: first with one usual thickness for all,
/// then with the patient's own, taken from where fat or gas shows it: the same direction in slices near by and on the other side of the body.
/// </remarks>
static class InnerSurface
{
    const double StepMm = 1.5, ThickestMm = 60, UsualMm = 10;

    /// <summary>How much fat and gas there must be directly inside for a thickness to be sure, mm of <see cref="InsideMm"/>.</summary>
    const double SureMm = 5;

    const double InsideMm = 11;

    /// <summary>Thickest fat between two layers of the wall.</summary>
    const double LayerFatMm = 6;
    /// <summary>What is thicker is an organ against the wall with fat inside of the organ.</summary>
    const double ThickestSureMm = 25;

    const double NearMm = 20;

    public static PolarSurface Find(WorkingImage image, PolarSurface fascia, SpineFrame frame, bool[] present, CancellationToken cancel)
    {
        var depths = (int)(ThickestMm / StepMm);
        var usual = new float[fascia.RadiiMm.Length];
        Array.Fill(usual, (float)UsualMm);
        var weight = new float[usual.Length];
        Array.Fill(weight, 0.2f);
        var cost = new float[usual.Length * depths];
        var sure = new bool[cost.Length];
        Data(image, fascia, frame, present, depths, cost, sure, cancel);
        var first = Search(fascia, cost, usual, weight, depths);
        Typical(first, sure, fascia, depths, image.Spacing.KMm, usual, weight);
        var depth = Search(fascia, cost, usual, weight, depths);
        var inner = new PolarSurface(fascia.Centres, fascia.Angles);
        for (var n = 0; n < depth.Length; n++)
        {
            inner.RadiiMm[n] = Math.Max(0, fascia.RadiiMm[n] - (float)(depth[n] * StepMm));
        }

        inner.MedianOverAngles(2);
        return inner;
    }

    static short[] Search(PolarSurface fascia, float[] data, float[] usual, float[] weight, int depths)
    {
        var cost = new float[data.Length];
        Parallel.For(0, fascia.Slices, k =>
        {
            for (var n = k * fascia.Angles; n < (k + 1) * fascia.Angles; n++)
            {
                for (var d = 0; d < depths; d++)
                {
                    var thicker = (float)(d * StepMm) - usual[n];
                    cost[(n * depths) + d] = data[(n * depths) + d] + (weight[n] * Math.Abs(thicker)) + (0.4f * Math.Max(0, thicker - 10));
                }
            }
        });
        var step = new float[fascia.Angles];
        Array.Fill(step, (float)(StepMm * 0.5));
        return SurfaceSearch.Find(cost, fascia.Slices, fascia.Angles, depths, closed: true, step, step);
    }

    static void Data(WorkingImage image, PolarSurface fascia, SpineFrame frame, bool[] present, int depths, float[] cost, bool[] sure, CancellationToken cancel) =>
        Parallel.For(0, fascia.Slices, new ParallelOptions { CancellationToken = cancel }, k =>
        {
            if (present[k])
            {
                // Ribs reach down to about L2; below, bright spots inside are contrast in the bowel.
                Slice(image, fascia, k, frame.Has(k) && frame.Level[k] < 2.3, depths, cost, sure);
            }
        });

    static void Slice(WorkingImage image, PolarSurface fascia, int k, bool hasRibs, int depths, float[] cost, bool[] sure)
    {
        const double looseMm = 4, ribsMm = 15;
        var (inside, ribs) = ((int)(InsideMm / StepMm), (int)(ribsMm / StepMm));
        Span<float> hu = stackalloc float[depths + ribs];
        Span<float> fat = stackalloc float[depths + ribs];
        for (var a = 0; a < fascia.Angles; a++)
        {
            var ray = (k * fascia.Angles) + a;
            fascia.Sample(image, k, a, fascia.RadiiMm[ray], -StepMm, hu);
            for (var n = 0; n < fat.Length; n++)
            {
                fat[n] = Attenuation.Fatness(hu[n]);
            }

            float outside = 0, run = 0;
            for (var d = 0; d < depths; d++)
            {
                float within = 0, rib = 0;
                for (var n = d; n < d + inside; n++)
                {
                    within += 1 - fat[n];
                }

                for (var n = d; hasRibs && n < d + ribs; n++)
                {
                    rib += hu[n] > Attenuation.BoneHu ? 1 : 0;
                }

                var edge = d > 3 ? Math.Clamp(Math.Abs(hu[d - 2] - hu[d + 1]) - 15, 0, 120) / 40 : 0;
                cost[(ray * depths) + d] = (float)(StepMm * (outside + within + rib)) - edge;
                sure[(ray * depths) + d] = (inside - within) * StepMm > SureMm;
                // Fat between two layers is thin; a run that goes on is the cavity.
                run = fat[d] > 0.4f ? run + (float)StepMm : 0;
                outside += fat[d] * (d * StepMm < looseMm || run < LayerFatMm ? 0.35f : 1.4f);
            }
        }
    }

    /// <summary>The usual thickness of every direction: the median of the sure ones near by, on both sides of the body.</summary>
    static void Typical(short[] depth, bool[] sure, PolarSurface fascia, int depths, double sliceMm, float[] usual, float[] weight)
    {
        const int angleReach = 6, angleStep = 3;
        var (slices, angles) = (fascia.Slices, fascia.Angles);
        var reach = Math.Max(1, (int)Math.Round(NearMm / sliceMm));
        var sliceStep = Math.Max(1, reach / 5);
        Parallel.For(0, slices, () => new List<short>(), (k, _, found) =>
        {
            for (var a = 0; a < angles; a++)
            {
                found.Clear();
                for (var m = Math.Max(0, k - reach); m <= Math.Min(slices - 1, k + reach); m += sliceStep)
                {
                    for (var da = -angleReach; da <= angleReach; da += angleStep)
                    {
                        Collect((m * angles) + ((a + da + angles) % angles));
                        Collect((m * angles) + (((angles / 2) - a - da + (2 * angles)) % angles));
                    }
                }

                if (found.Count >= 5)
                {
                    found.Sort();
                    usual[(k * angles) + a] = (float)(found[found.Count / 2] * StepMm);
                    weight[(k * angles) + a] = 0.25f;
                }
            }

            return found;

            void Collect(int n)
            {
                if (depth[n] > 1 && depth[n] * StepMm < ThickestSureMm && sure[(n * depths) + depth[n]])
                {
                    found.Add(depth[n]);
                }
            }
        }, _ => { });
    }
}
