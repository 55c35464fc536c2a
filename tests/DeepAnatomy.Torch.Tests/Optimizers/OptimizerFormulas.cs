using System.Text.Json.Nodes;

namespace DeepAnatomy.Torch.Tests.Optimizers;

/// <summary>Optimizers written out in plain loops over double-precision arrays, independent of the engine. Corrections by powers are in single precision, as Keras has them.</summary>
sealed class OptimizerFormulas(string className, JsonObject config, int count)
{
    double product = 1;

    /// <summary>Slots in the order of the state.</summary>
    public double[][] Slots { get; } = Make(className, config, count);

    /// <summary>Number behind the slots, for those that have one.</summary>
    public double Trailing => product;

    /// <summary>One step. t counts from 1.</summary>
    public void Step(double[] w, double[] g, int t, double rate)
    {
        if (className == "Nadam")
        {
            product *= Momentum(t);
        }

        var length = Math.Sqrt(w.Sum(value => value * value));
        var update = new double[w.Length];
        for (var i = 0; i < w.Length; i++)
        {
            update[i] = Element(i, w[i], g[i], t, rate);
        }

        var scale = className == "Lamb" ? length / Math.Sqrt(update.Sum(value => value * value)) : 1;
        for (var i = 0; i < w.Length; i++)
        {
            w[i] = className == "Ftrl" ? update[i] : className == "Lamb" ? w[i] - (rate * scale * update[i]) : w[i] - update[i];
        }
    }

    double Element(int i, double w, double g, int t, double rate)
    {
        double b1 = Number("beta_1", 0.9), b2 = Number("beta_2", className == "Lion" ? 0.99 : 0.999), eps = Number("epsilon", 1e-7);
        switch (className)
        {
            case "SGD":
                var mu = Number("momentum", 0);
                if (mu == 0)
                {
                    return rate * g;
                }

                Slots[0][i] = (mu * Slots[0][i]) - (rate * g);
                return Flag("nesterov") ? (rate * g) - (mu * Slots[0][i]) : -Slots[0][i];
            case "Adam" or "AdamW":
                Moments(i, g, b1, b2);
                var denominator = Slots[1][i];
                if (Flag("amsgrad"))
                {
                    denominator = Slots[2][i] = Math.Max(Slots[2][i], Slots[1][i]);
                }

                return rate * Math.Sqrt(One(b2, t)) / One(b1, t) * Slots[0][i] / (Math.Sqrt(denominator) + eps);
            case "Adamax":
                Slots[0][i] += (g - Slots[0][i]) * (1 - b1);
                Slots[1][i] = Math.Max(b2 * Slots[1][i], Math.Abs(g));
                return rate * Slots[0][i] / (One(b1, t) * (Slots[1][i] + eps));
            case "Nadam":
                Moments(i, g, b1, b2);
                var (now, next) = (Momentum(t), Momentum(t + 1));
                var ahead = (next * Slots[0][i] / (1 - (product * next))) + ((1 - now) * g / (1 - product));
                return rate * ahead / (Math.Sqrt(Slots[1][i] / One(b2, t)) + eps);
            case "RMSprop":
                var rho = Number("rho", 0.9);
                Slots[0][i] = (rho * Slots[0][i]) + ((1 - rho) * g * g);
                var (velocity, mean) = (Number("momentum", 0) > 0 ? 1 : 0, Flag("centered") ? Slots.Length - 1 : 0);
                var square = Slots[0][i] + eps;
                if (mean > 0)
                {
                    Slots[mean][i] = (rho * Slots[mean][i]) + ((1 - rho) * g);
                    square -= Slots[mean][i] * Slots[mean][i];
                }

                var step = rate * g / Math.Sqrt(square);
                return velocity == 0 ? step : Slots[1][i] = (Number("momentum", 0) * Slots[1][i]) + step;
            case "Adagrad":
                Slots[0][i] += g * g;
                return rate * g / Math.Sqrt(Slots[0][i] + eps);
            case "Adadelta":
                var keep = Number("rho", 0.95);
                Slots[0][i] = (keep * Slots[0][i]) + ((1 - keep) * g * g);
                var change = Math.Sqrt(Slots[1][i] + eps) * g / Math.Sqrt(Slots[0][i] + eps);
                Slots[1][i] = (keep * Slots[1][i]) + ((1 - keep) * change * change);
                return rate * change;
            case "Lion":
                var sign = Math.Sign((b1 * Slots[0][i]) + ((1 - b1) * g));
                Slots[0][i] = (b2 * Slots[0][i]) + ((1 - b2) * g);
                return rate * sign;
            case "Lamb":
                Moments(i, g, b1, b2);
                return Slots[0][i] / One(b1, t) / (Math.Sqrt(Slots[1][i] / One(b2, t)) + eps);
            default:
                return Ftrl(i, w, g, rate);
        }
    }

    double Ftrl(int i, double w, double g, double rate)
    {
        var power = -Number("learning_rate_power", -0.5);
        var before = Slots[0][i];
        var after = before + (g * g);
        Slots[1][i] += g + (2 * Number("l2_shrinkage_regularization_strength", 0) * w) - ((Math.Pow(after, power) - Math.Pow(before, power)) / rate * w);
        Slots[0][i] = after;
        var quadratic = (Math.Pow(after, power) / rate) + (2 * (Number("l2_regularization_strength", 0) + (Number("beta", 0) / (2 * rate))));
        var limit = Number("l1_regularization_strength", 0);
        return (Math.Clamp(Slots[1][i], -limit, limit) - Slots[1][i]) / quadratic;
    }

    void Moments(int i, double g, double b1, double b2)
    {
        Slots[0][i] += (g - Slots[0][i]) * (1 - b1);
        Slots[1][i] += ((g * g) - Slots[1][i]) * (1 - b2);
    }

    double Momentum(int t) => Number("beta_1", 0.9) * (1 - (0.5 * Math.Pow(0.96, t)));

    static double One(double beta, int t) => 1 - MathF.Pow((float)beta, t);

    double Number(string key, double otherwise) => config[key]?.GetValue<double>() ?? otherwise;

    bool Flag(string key) => config[key]?.GetValue<bool>() ?? false;

    static double[][] Make(string className, JsonObject config, int count)
    {
        var start = className is "Adagrad" or "Ftrl" ? config["initial_accumulator_value"]?.GetValue<double>() ?? 0.1 : 0;
        var momentum = (config["momentum"]?.GetValue<double>() ?? 0) > 0 ? 1 : 0;
        var slots = className switch
        {
            "SGD" => momentum,
            "RMSprop" => 1 + momentum + (config["centered"]?.GetValue<bool>() == true ? 1 : 0),
            "Adagrad" or "Lion" => 1,
            _ => config["amsgrad"]?.GetValue<bool>() == true ? 3 : 2,
        };
        return [.. Enumerable.Range(0, slots).Select(slot => Enumerable.Repeat(slot == 0 ? start : 0, count).ToArray())];
    }
}
