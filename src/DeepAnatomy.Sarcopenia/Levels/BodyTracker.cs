namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>The vertebral column in front of the canal: centre and size of its cross-section in every plane of the straightened spine, mm.</summary>
/// <param name="U">Centre to the left of the canal.</param>
/// <param name="V">Centre in front of the canal.</param>
/// <param name="HalfDepthMm">Half the sagittal diameter.</param>
sealed record ColumnCourse(double[] U, double[] V, double[] HalfDepthMm)
{
    /// <summary>A lumbar or lower thoracic body is about 1.35 times as wide as deep (SEMANTICS.md L4).</summary>
    public const double WidthToDepth = 1.35;
}

/// <summary>Finds the column: the ellipse that is brighter inside than in the rim around it, smooth along the spine (dynamic programming, exact).</summary>
static class BodyTracker
{
    /// <summary>Planes between two places of the search.</summary>
    const int Stride = 4;

    // A body's back wall lies 7–12 mm in front of the canal's centre; its depth is 24–42 mm.
    static readonly double[] HalfDepthsMm = [11, 13, 15, 17, 19, 21];
    static readonly double[] BackWallsMm = [5, 7, 9, 11, 13];
    static readonly double[] SidewaysMm = [-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10];

    public static ColumnCourse Track(StraightSpine spine, CancellationToken cancellation)
    {
        var shapes = (from depth in HalfDepthsMm from back in BackWallsMm from side in SidewaysMm select new Ellipse(side, back + depth, depth)).ToArray();
        var places = Enumerable.Range(0, ((spine.Count - 1) / Stride) + 1).Select(n => n * Stride).ToArray();
        var scores = new float[places.Length][];
        Parallel.For(0, places.Length, n =>
        {
            cancellation.ThrowIfCancellationRequested();
            var share = BoneShare(spine, places[n]);
            scores[n] = [.. shapes.Select(s => s.Contrast(share))];
        });
        var chosen = Smoothest(scores, shapes);
        var course = new ColumnCourse(new double[spine.Count], new double[spine.Count], new double[spine.Count]);
        for (var s = 0; s < spine.Count; s++)
        {
            var n = Math.Min(s / Stride, places.Length - 1);
            var next = Math.Min(n + 1, places.Length - 1);
            var f = Math.Clamp((s - places[n]) / (double)Stride, 0, 1);
            var (a, b) = (shapes[chosen[n]], shapes[chosen[next]]);
            course.U[s] = a.UMm + (f * (b.UMm - a.UMm));
            course.V[s] = a.VMm + (f * (b.VMm - a.VMm));
            course.HalfDepthMm[s] = a.HalfDepthMm + (f * (b.HalfDepthMm - a.HalfDepthMm));
        }

        return new(Signals.Gaussian(course.U, 6), Signals.Gaussian(course.V, 6), Signals.Gaussian(course.HalfDepthMm, 8));
    }

    // Mean over ±8 mm of how much each pixel is like disc or bone (0 at muscle, 1 at cancellous bone); what is brighter than bone (contrast in a vessel) gains nothing.
    static float[] BoneShare(StraightSpine spine, int s)
    {
        var share = new float[StraightSpine.U * StraightSpine.V];
        var (from, to) = (Math.Max(0, s - 8), Math.Min(spine.Count - 1, s + 8));
        for (var other = from; other <= to; other += 2)
        {
            var plane = spine.Plane(other);
            for (var n = 0; n < share.Length; n++)
            {
                share[n] += Math.Clamp((plane[n] - 60) / 140f, 0, 1);
            }
        }

        var scale = 1f / (((to - from) / 2) + 1);
        for (var n = 0; n < share.Length; n++)
        {
            share[n] *= scale;
        }

        return share;
    }

    static int[] Smoothest(float[][] scores, Ellipse[] shapes)
    {
        var best = scores[0];
        var from = new int[scores.Length][];
        for (var n = 1; n < scores.Length; n++)
        {
            var next = new float[shapes.Length];
            from[n] = new int[shapes.Length];
            for (var a = 0; a < shapes.Length; a++)
            {
                var top = float.MinValue;
                for (var b = 0; b < shapes.Length; b++)
                {
                    var value = best[b] - shapes[a].CostFrom(shapes[b]);
                    if (value > top)
                    {
                        (top, from[n][a]) = (value, b);
                    }
                }

                next[a] = top + scores[n][a];
            }

            best = next;
        }

        var chosen = new int[scores.Length];
        chosen[^1] = Array.IndexOf(best, best.Max());
        for (var n = scores.Length - 1; n > 0; n--)
        {
            chosen[n - 1] = from[n][chosen[n]];
        }

        return chosen;
    }

    sealed class Ellipse
    {
        readonly int[] inside, rim;

        public Ellipse(double uMm, double vMm, double halfDepthMm)
        {
            (UMm, VMm, HalfDepthMm) = (uMm, vMm, halfDepthMm);
            var (insides, rims) = (new List<int>(), new List<int>());
            for (var v = 0; v < StraightSpine.V; v++)
            {
                for (var u = 0; u < StraightSpine.U; u++)
                {
                    var du = ((u * StraightSpine.PixelMm) - StraightSpine.SideMm - uMm) / ColumnCourse.WidthToDepth;
                    var dv = (v * StraightSpine.PixelMm) - StraightSpine.BackMm - vMm;
                    var radius = Math.Sqrt((du * du) + (dv * dv));
                    if (radius <= halfDepthMm)
                    {
                        insides.Add((v * StraightSpine.U) + u);
                    }
                    else if (radius <= halfDepthMm + 5 && dv > -0.5 * halfDepthMm)
                    {
                        // The rim leaves out the back, where pedicles and arch are bright.
                        rims.Add((v * StraightSpine.U) + u);
                    }
                }
            }

            (inside, rim) = ([.. insides], [.. rims]);
        }

        public double UMm { get; }

        public double VMm { get; }

        public double HalfDepthMm { get; }

        public float Contrast(float[] share) => Mean(share, inside) - Mean(share, rim);

        public float CostFrom(Ellipse other)
        {
            var (du, dv, dr) = (UMm - other.UMm, VMm - other.VMm, HalfDepthMm - other.HalfDepthMm);
            return (float)(0.004 * ((du * du) + (dv * dv) + (dr * dr)));
        }

        static float Mean(float[] share, int[] where)
        {
            var sum = 0f;
            foreach (var n in where)
            {
                sum += share[n];
            }

            return sum / where.Length;
        }
    }
}
