using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Initialization;

/// <summary>Draws one weight as the initializers of Keras do: their distributions, with numbers of our own.</summary>
static class Initializer
{
    /// <summary>Standard deviation of a normal distribution cut at ±2: drawn values are divided by it so that the variance is the wanted one.</summary>
    const double TruncatedDeviation = .87962566103423978;

    /// <summary>Draws the elements.</summary>
    /// <param name="source">The initializer.</param>
    /// <param name="shape">Shape in Keras's order.</param>
    /// <param name="chance">Where the numbers come from.</param>
    /// <exception cref="ArgumentException">The initializer or one of its settings is not known, or does not fit the shape.</exception>
    public static float[] Draw(ConfigObject source, ImmutableArray<int> shape, Chance chance)
    {
        var settings = new ObjectSettings(source);
        settings.Ignore("seed");
        var values = Values(settings, shape, chance);
        settings.RefuseRest();
        return values;
    }

    static float[] Values(ObjectSettings settings, ImmutableArray<int> shape, Chance chance) => ConfigObject.Key(settings.Source.ClassName) switch
    {
        "zeros" => Filled(shape, () => 0),
        "ones" => Filled(shape, () => 1),
        "constant" => Constant(settings, shape),
        "randomuniform" or "uniform" => Uniform(shape, chance, settings.Number("minval", -0.05), settings.Number("maxval", 0.05)),
        "randomnormal" or "normal" => Normal(shape, settings, chance.Normal),
        "truncatednormal" => Normal(shape, settings, chance.TruncatedNormal),
        "variancescaling" => Scaled(settings, shape, chance, settings.Number("scale", 1), settings.Text("mode") ?? "fan_in", settings.Text("distribution") ?? "truncated_normal"),
        "glorotuniform" => Scaled(settings, shape, chance, 1, "fan_avg", "uniform"),
        "glorotnormal" => Scaled(settings, shape, chance, 1, "fan_avg", "truncated_normal"),
        "heuniform" => Scaled(settings, shape, chance, 2, "fan_in", "uniform"),
        "henormal" => Scaled(settings, shape, chance, 2, "fan_in", "truncated_normal"),
        "lecununiform" => Scaled(settings, shape, chance, 1, "fan_in", "uniform"),
        "lecunnormal" => Scaled(settings, shape, chance, 1, "fan_in", "truncated_normal"),
        "orthogonal" or "orthogonalinitializer" => Orthogonal(shape, settings.Number("gain", 1), chance),
        "identity" or "identityinitializer" => Identity(shape, settings.Number("gain", 1)),
        _ => throw new ArgumentException($"The initializer {settings.Source.ClassName} is not known."),
    };

    static float[] Constant(ObjectSettings settings, ImmutableArray<int> shape)
    {
        var values = settings.Numbers("value") ?? [0];
        var count = shape.Aggregate(1, (product, size) => product * size);
        if (values.Length != 1 && values.Length != count)
        {
            throw new ArgumentException($"The initializer Constant has {values.Length} values for a weight of {count}.");
        }

        return [.. Enumerable.Range(0, count).Select(index => (float)values[values.Length == 1 ? 0 : index])];
    }

    static float[] Scaled(ObjectSettings settings, ImmutableArray<int> shape, Chance chance, double scale, string mode, string distribution)
    {
        // Settings of Keras 3.15 that only have another meaning when they are not null; then RefuseRest names them.
        var fans = Fans.Of(shape);
        var variance = scale / Math.Max(1, mode switch
        {
            "fan_in" => fans.In,
            "fan_out" => fans.Out,
            "fan_avg" => (fans.In + fans.Out) / 2,
            _ => throw new ArgumentException($"{settings.Source.ClassName}: 'mode' is '{mode}' and should be fan_in, fan_out or fan_avg."),
        });
        var deviation = Math.Sqrt(variance);
        return distribution switch
        {
            "uniform" => Uniform(shape, chance, -Math.Sqrt(3 * variance), Math.Sqrt(3 * variance)),
            "untruncated_normal" => Filled(shape, () => deviation * chance.Normal()),
            "truncated_normal" or "normal" => Filled(shape, () => deviation / TruncatedDeviation * chance.TruncatedNormal()),
            _ => throw new ArgumentException($"{settings.Source.ClassName}: 'distribution' is '{distribution}' and should be uniform, truncated_normal or untruncated_normal."),
        };
    }

    static float[] Normal(ImmutableArray<int> shape, ObjectSettings settings, Func<double> draw)
    {
        var (mean, deviation) = (settings.Number("mean", 0), settings.Number("stddev", 0.05));
        return Filled(shape, () => mean + (deviation * draw()));
    }

    static float[] Uniform(ImmutableArray<int> shape, Chance chance, double low, double high) => Filled(shape, () => low + ((high - low) * chance.Unit()));

    static float[] Orthogonal(ImmutableArray<int> shape, double gain, Chance chance)
    {
        if (shape.Length < 2)
        {
            throw new ArgumentException($"The initializer Orthogonal needs a weight with two or more axes, not ({string.Join(", ", shape)}).");
        }

        var rows = shape[..^1].Aggregate(1, (product, size) => product * size);
        return [.. OrthogonalMatrix.Draw(rows, shape[^1], chance).Select(value => (float)(gain * value))];
    }

    static float[] Identity(ImmutableArray<int> shape, double gain)
    {
        if (shape.Length != 2)
        {
            throw new ArgumentException($"The initializer Identity needs a weight with two axes, not ({string.Join(", ", shape)}).");
        }

        var values = new float[shape[0] * shape[1]];
        for (var index = 0; index < Math.Min(shape[0], shape[1]); index++)
        {
            values[(index * shape[1]) + index] = (float)gain;
        }

        return values;
    }

    static float[] Filled(ImmutableArray<int> shape, Func<double> draw)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (float)draw();
        }

        return values;
    }
}
