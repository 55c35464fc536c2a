namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Distances to the parts of one vertebra in its own frame: x sideways (absolute), w to the back from the middle of the body, t along its axis to the head; nominal mm.</summary>
readonly struct VertebraShape
{
    readonly float half;
    readonly float transverse;
    readonly float transverseThick;
    readonly float spinous;
    readonly bool thoracic;

    public VertebraShape(VertebraSite site)
    {
        (A, B, half) = ((float)site.HalfWidth, (float)site.HalfDepth, (float)site.HalfHeight);
        thoracic = site.Name[0] == 'T';
        (transverse, transverseThick, spinous) = site.Name switch
        {
            "L6" => (40f, 5.5f, 60f),
            "L5" => (43f, 5.5f, 62f),
            "L4" => (44f, 3.6f, 70f),
            "L3" => (48f, 3.4f, 74f),
            "L2" => (43f, 3.2f, 72f),
            "L1" => (38f, 3.1f, 68f),
            _ => (25f, 4f, 62f),
        };
    }

    public float A { get; }

    public float B { get; }

    /// <summary>The body is slimmer between its end plates.</summary>
    public float Waist(float t)
    {
        var s = t / half;
        return 0.93f + (0.08f * s * s);
    }

    /// <summary>Half the height at a depth: end plates are slightly hollow.</summary>
    public float HalfHeight(float w) => half - 1.3f + (1.3f * Math.Min(1, w * w / (B * B)));

    /// <summary>Distance to pedicles, lamina, articular, transverse and spinous processes.</summary>
    public float Arch(float x, float w, float t)
    {
        var pedicle = Box(x - 15.5f, w - 21, t - 5.5f, 4.2f, 9, 6.8f, 3);
        var lamina = Segment(x, w, 15, 31, 2, 40, 3.4f, t + 5 + (0.2f * (w - 30)), 10);
        var superior = Ball(x - 18, w - 31, t - 14, 5.5f, 5.5f, 9);
        var inferior = Ball(x - 14, w - 38, t + 17, 5, 5, 11);
        var side = Segment(x, w, 17, 26, transverse, thoracic ? 35 : 30, transverseThick, t - 5, transverseThick + 2.6f);
        var height = thoracic ? 5.5f : 7.8f;
        var drop = t + 7 + (thoracic ? 0.55f : 0.22f) * (w - 40);
        var end = spinous - 2 - (0.02f * drop * drop);
        var spine = Round(Math.Max(x - 2.6f - (w > spinous - 10 ? 1.4f : 0), MathF.Abs(w - ((40 + end) / 2)) - ((end - 40) / 2)), MathF.Abs(drop) - height, 1.5f);
        return Math.Min(Math.Min(Math.Min(pedicle, lamina), Math.Min(superior, inferior)), Math.Min(side, spine));
    }

    static float Box(float x, float w, float t, float a, float b, float c, float round)
    {
        var (p, q, r) = (MathF.Abs(x) - a + round, MathF.Abs(w) - b + round, MathF.Abs(t) - c + round);
        var (pp, qq, rr) = (Math.Max(p, 0), Math.Max(q, 0), Math.Max(r, 0));
        return MathF.Sqrt((pp * pp) + (qq * qq) + (rr * rr)) + Math.Min(0, Math.Max(p, Math.Max(q, r))) - round;
    }

    static float Segment(float x, float w, float x0, float w0, float x1, float w1, float radius, float t, float halfT)
    {
        var (ex, ew) = (x1 - x0, w1 - w0);
        var s = Math.Clamp((((x - x0) * ex) + ((w - w0) * ew)) / ((ex * ex) + (ew * ew)), 0, 1);
        var (dx, dw) = (x - x0 - (s * ex), w - w0 - (s * ew));
        return Round(MathF.Sqrt((dx * dx) + (dw * dw)) - radius, MathF.Abs(t) - halfT, 2);
    }

    static float Ball(float x, float w, float t, float a, float b, float c)
    {
        var (u, v, s) = (x / a, w / b, t / c);
        return (MathF.Sqrt((u * u) + (v * v) + (s * s)) - 1) * a;
    }

    /// <summary>The corner of two distances, rounded.</summary>
    static float Round(float a, float b, float radius)
    {
        var (p, q) = (a + radius, b + radius);
        var (pp, qq) = (Math.Max(p, 0), Math.Max(q, 0));
        return MathF.Sqrt((pp * pp) + (qq * qq)) + Math.Min(0, Math.Max(p, q)) - radius;
    }
}
