using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>The patient's own axes in every working slice: origin in the spinal canal, v to the back, u to the patient's left, millimetres.</summary>
/// <remarks>Smoothed along the body, so that one bad slice of the spine model does not bend it.</remarks>
sealed class SpineFrame
{
    const double SmoothingMm = 8;
    const double LargestTilt = 0.35;

    readonly Axis[] axes;
    readonly double[] slopes;

    SpineFrame(Axis[] axes, double[] slopes, double[] level) => (this.axes, this.slopes, Level) = (axes, slopes, level);

    /// <summary>For every working slice the level as a number: 1 … 5 at the centres of L1 … L5, 0 at T12, −1 at T11, 6 at S1; between them linear; NaN when no vertebra has a name.</summary>
    public double[] Level { get; }

    public int Slices => axes.Length;

    /// <summary>Whether the spine is known in the slice.</summary>
    public bool Has(int k) => axes[k].Known;

    public bool HasAny => axes.Any(a => a.Known);

    /// <summary>The position in the working slice (mm) of a position in the frame.</summary>
    public (double XMm, double YMm) ToSlice(int k, double u, double v)
    {
        ref readonly var a = ref axes[k];
        return (a.X + (u * a.BackY) + (v * a.BackX), a.Y - (u * a.BackX) + (v * a.BackY));
    }

    /// <summary>The position in the frame of a position in the working slice (mm).</summary>
    public (double U, double V) ToFrame(int k, double xMm, double yMm)
    {
        ref readonly var a = ref axes[k];
        var (dx, dy) = (xMm - a.X, yMm - a.Y);
        return ((dx * a.BackY) - (dy * a.BackX), (dx * a.BackX) + (dy * a.BackY));
    }

    /// <summary>How far the centre of the vertebral body lies in front of the canal, mm.</summary>
    public double BodyDistanceMm(int k) => axes[k].BodyMm;

    /// <summary>How far the spine runs to the back per mm to the head; the end plates stand at right angles to it.</summary>
    public double Slope(int k) => slopes[k];

    public static SpineFrame Of(SpineModel spine, WorkingImage image)
    {
        var count = image.Shape.K;
        var raw = new Axis[count];
        for (var k = 0; k < count; k++)
        {
            raw[k] = Raw(spine, image, k);
        }

        var smooth = new Axis[count];
        for (var k = 0; k < count; k++)
        {
            smooth[k] = raw[k].Known ? Smoothed(raw, k, image.Spacing.KMm) : default;
        }

        return new(smooth, Slopes(smooth, image.Spacing.KMm), Levels(spine, image));
    }

    static double[] Slopes(Axis[] axes, double stepMm)
    {
        var reach = Math.Max(1, (int)Math.Round(12 / stepMm));
        var slopes = new double[axes.Length];
        for (var k = 0; k < axes.Length; k++)
        {
            int low = Math.Max(0, k - reach), high = Math.Min(axes.Length - 1, k + reach);
            slopes[k] = axes[low].Known && axes[high].Known && high > low
                ? Math.Clamp((axes[high].Y - axes[high].BodyMm - axes[low].Y + axes[low].BodyMm) / ((high - low) * stepMm), -0.7, 0.7)
                : 0;
        }

        return slopes;
    }

    static Axis Raw(SpineModel spine, WorkingImage image, int k)
    {
        double x = 0, y = 0, bx = 0, by = 0;
        var known = 0;
        for (var nk = k * image.Factor.K; nk < Math.Min(spine.Canal.Length, (k + 1) * image.Factor.K); nk++)
        {
            var (canal, body) = (spine.Canal[nk], spine.BodyCentre[nk]);
            if (double.IsFinite(canal.I + canal.J + body.I + body.J))
            {
                (x, y, bx, by) = (x + canal.I, y + canal.J, bx + body.I, by + body.J);
                known++;
            }
        }

        if (known == 0)
        {
            return default;
        }

        (x, bx) = (image.WorkingI(x / known) * image.Spacing.IMm, image.WorkingI(bx / known) * image.Spacing.IMm);
        (y, by) = (image.WorkingJ(y / known) * image.Spacing.JMm, image.WorkingJ(by / known) * image.Spacing.JMm);
        return new(true, x, y, x - bx, y - by, 0);
    }

    static Axis Smoothed(Axis[] raw, int k, double stepMm)
    {
        var reach = (int)Math.Ceiling(3 * SmoothingMm / stepMm);
        double w = 0, x = 0, y = 0, dx = 0, dy = 0, mk = 0, mkk = 0, xk = 0, yk = 0;
        for (var n = Math.Max(0, k - reach); n <= Math.Min(raw.Length - 1, k + reach); n++)
        {
            if (raw[n].Known)
            {
                var z = (n - k) * stepMm;
                var g = Math.Exp(-0.5 * z * z / (SmoothingMm * SmoothingMm));
                (w, x, y, dx, dy) = (w + g, x + (g * raw[n].X), y + (g * raw[n].Y), dx + (g * raw[n].BackX), dy + (g * raw[n].BackY));
                (mk, mkk, xk, yk) = (mk + (g * z), mkk + (g * z * z), xk + (g * z * raw[n].X), yk + (g * z * raw[n].Y));
            }
        }

        // A line, not a mean: at the ends of the spine a mean would lag behind its slope.
        var det = (w * mkk) - (mk * mk);
        var (cx, cy) = det > 1e-6 ? (((x * mkk) - (xk * mk)) / det, ((y * mkk) - (yk * mk)) / det) : (x / w, y / w);
        var length = Math.Max(1e-6, Math.Sqrt((dx * dx) + (dy * dy)));
        var tilt = Math.Clamp(Math.Atan2(dx, dy), -LargestTilt, LargestTilt);
        return new(true, cx, cy, Math.Sin(tilt), Math.Cos(tilt), length / w);
    }

    static double[] Levels(SpineModel spine, WorkingImage image)
    {
        var known = spine.Vertebrae
            .Select(v => (K: image.WorkingK(v.CentreK), Number: Number(v.Name)))
            .Where(v => v.Number is not null).OrderBy(v => v.K).ToArray();
        var level = new double[image.Shape.K];
        for (var k = 0; k < level.Length; k++)
        {
            level[k] = known.Length == 0 ? double.NaN : At(known, k, 36 / image.Spacing.KMm);
        }

        return level;
    }

    static double At((double K, double? Number)[] known, int k, double slicesPerVertebra)
    {
        if (k <= known[0].K)
        {
            return known[0].Number!.Value + ((known[0].K - k) / slicesPerVertebra);
        }

        for (var n = 1; n < known.Length; n++)
        {
            if (k <= known[n].K)
            {
                var f = (k - known[n - 1].K) / (known[n].K - known[n - 1].K);
                return known[n - 1].Number!.Value + (f * (known[n].Number!.Value - known[n - 1].Number!.Value));
            }
        }

        return known[^1].Number!.Value - ((k - known[^1].K) / slicesPerVertebra);
    }

    static double? Number(string name) => name.Length > 1 && int.TryParse(name.AsSpan(1), out var n)
        ? name[0] switch { 'L' => n, 'T' => n - 12, 'S' => n + 5, _ => null }
        : null;

    readonly record struct Axis(bool Known, double X, double Y, double BackX, double BackY, double BodyMm);
}
