namespace DeepAnatomy.Torch.Tests.Losses;

/// <summary>Losses of one sample written out in plain loops, independent of the engine. t: target, p: prediction, over the last axis.</summary>
static class LossFormulas
{
    const double E = 1e-7;

    public static double CategoricalCrossentropy(double[] t, double[] p, double smoothing = 0)
    {
        var sum = 0.0;
        foreach (var value in p)
        {
            sum += value;
        }

        var loss = 0.0;
        for (var c = 0; c < p.Length; c++)
        {
            loss -= ((t[c] * (1 - smoothing)) + (smoothing / p.Length)) * Math.Log(Math.Min(Math.Max(p[c] / sum, E), 1 - E));
        }

        return loss;
    }

    public static double CategoricalFromLogits(double[] t, double[] p)
    {
        var (top, sum, loss) = (p.Max(), 0.0, 0.0);
        foreach (var value in p)
        {
            sum += Math.Exp(value - top);
        }

        for (var c = 0; c < p.Length; c++)
        {
            loss -= t[c] * (p[c] - top - Math.Log(sum));
        }

        return loss;
    }

    public static double CategoricalFocal(double[] t, double[] p, double alpha, double gamma)
    {
        var (sum, loss) = (p.Sum(), 0.0);
        for (var c = 0; c < p.Length; c++)
        {
            var q = Math.Min(Math.Max(p[c] / sum, E), 1 - E);
            loss += alpha * Math.Pow(1 - q, gamma) * -t[c] * Math.Log(q);
        }

        return loss;
    }

    public static double Binary(double[] t, double[] p, double smoothing = 0) => Mean(p.Length, c =>
    {
        var (q, y) = (Math.Min(Math.Max(p[c], E), 1 - E), (t[c] * (1 - smoothing)) + (smoothing / 2));
        return -((y * Math.Log(q)) + ((1 - y) * Math.Log(1 - q)));
    });

    public static double BinaryFromLogits(double[] t, double[] p) => Mean(p.Length, c => Math.Log(1 + Math.Exp(p[c])) - (t[c] * p[c]));

    public static double BinaryFocal(double[] t, double[] p, double alpha, double gamma, bool balanced) => Mean(p.Length, c =>
    {
        var q = Math.Min(Math.Max(p[c], E), 1 - E);
        var entropy = -((t[c] * Math.Log(q)) + ((1 - t[c]) * Math.Log(1 - q)));
        var correct = (t[c] * p[c]) + ((1 - t[c]) * (1 - p[c]));
        return Math.Pow(1 - correct, gamma) * entropy * (balanced ? (t[c] * alpha) + ((1 - t[c]) * (1 - alpha)) : 1);
    });

    public static double Squared(double[] t, double[] p) => Mean(p.Length, c => (p[c] - t[c]) * (p[c] - t[c]));

    public static double Absolute(double[] t, double[] p) => Mean(p.Length, c => Math.Abs(p[c] - t[c]));

    public static double Percentage(double[] t, double[] p) => 100 * Mean(p.Length, c => Math.Abs(p[c] - t[c]) / Math.Max(Math.Abs(t[c]), E));

    public static double Logarithmic(double[] t, double[] p) => Mean(p.Length, c => Math.Pow(Math.Log(1 + Math.Max(p[c], E)) - Math.Log(1 + Math.Max(t[c], E)), 2));

    public static double Huber(double[] t, double[] p, double delta) => Mean(p.Length, c =>
    {
        var error = Math.Abs(p[c] - t[c]);
        return error <= delta ? error * error / 2 : (delta * error) - (delta * delta / 2);
    });

    public static double LogCosh(double[] t, double[] p) => Mean(p.Length, c => Math.Log(Math.Cosh(p[c] - t[c])));

    public static double KullbackLeibler(double[] t, double[] p) => p.Length * Mean(p.Length, c =>
    {
        var (y, q) = (Math.Min(Math.Max(t[c], E), 1), Math.Min(Math.Max(p[c], E), 1));
        return y * Math.Log(y / q);
    });

    public static double Poisson(double[] t, double[] p) => Mean(p.Length, c => p[c] - (t[c] * Math.Log(p[c] + E)));

    public static double Cosine(double[] t, double[] p)
    {
        var (dot, a, b) = (0.0, 0.0, 0.0);
        for (var c = 0; c < p.Length; c++)
        {
            dot += t[c] * p[c];
            a += t[c] * t[c];
            b += p[c] * p[c];
        }

        return -dot / Math.Sqrt(a * b);
    }

    public static double Hinge(double[] t, double[] p, int power) => Mean(p.Length, c => Math.Pow(Math.Max(0, 1 - (((2 * t[c]) - 1) * p[c])), power));

    public static double CategoricalHinge(double[] t, double[] p)
    {
        var (right, wrong) = (0.0, double.NegativeInfinity);
        for (var c = 0; c < p.Length; c++)
        {
            right += t[c] * p[c];
            wrong = Math.Max(wrong, (1 - t[c]) * p[c]);
        }

        return Math.Max(0, wrong - right + 1);
    }

    static double Mean(int count, Func<int, double> value)
    {
        var sum = 0.0;
        for (var c = 0; c < count; c++)
        {
            sum += value(c);
        }

        return sum / count;
    }
}
