using System.Collections.Frozen;
using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>The losses of Keras by name.</summary>
static class LossCatalogue
{
    static readonly FrozenDictionary<string, Func<ObjectSettings, LossFunction>> Factories = new Dictionary<string, Func<ObjectSettings, LossFunction>>
    {
        ["CategoricalCrossentropy"] = settings =>
        {
            var (fromLogits, smoothing, axis) = (settings.Flag("from_logits", false), settings.Number("label_smoothing", 0), settings.OptionalInteger("axis") ?? -1);
            return (target, prediction) => Crossentropies.Categorical(target, prediction, fromLogits, smoothing, axis);
        },
        ["SparseCategoricalCrossentropy"] = settings =>
        {
            var (fromLogits, ignored) = (settings.Flag("from_logits", false), settings.OptionalInteger("ignore_class"));
            return (target, prediction) => Crossentropies.Sparse(target, prediction, fromLogits, ignored);
        },
        ["BinaryCrossentropy"] = settings =>
        {
            var (fromLogits, smoothing, axis) = (settings.Flag("from_logits", false), settings.Number("label_smoothing", 0), settings.OptionalInteger("axis") ?? -1);
            return (target, prediction) => Crossentropies.Binary(target, prediction, fromLogits, smoothing, axis);
        },
        ["CategoricalFocalCrossentropy"] = settings =>
        {
            var focal = Focal(settings);
            return (target, prediction) => Crossentropies.CategoricalFocal(target, prediction, focal);
        },
        ["BinaryFocalCrossentropy"] = settings =>
        {
            var (focal, balanced) = (Focal(settings), settings.Flag("apply_class_balancing", false));
            return (target, prediction) => Crossentropies.BinaryFocal(target, prediction, focal, balanced);
        },
        ["CategoricalGeneralizedCrossEntropy"] = settings =>
        {
            var q = settings.Number("q", 0.5);
            return (target, prediction) => Crossentropies.Generalized(target, prediction, q);
        },
        ["Dice"] = settings =>
        {
            var axes = Axes(settings);
            return (target, prediction) => Overlaps.Dice(target, prediction, axes);
        },
        ["Tversky"] = settings =>
        {
            var (alpha, beta, axes) = (settings.Number("alpha", 0.5), settings.Number("beta", 0.5), Axes(settings));
            return (target, prediction) => Overlaps.Tversky(target, prediction, alpha, beta, axes);
        },
        ["MeanSquaredError"] = _ => Regressions.Squared,
        ["MeanAbsoluteError"] = _ => Regressions.Absolute,
        ["MeanAbsolutePercentageError"] = _ => Regressions.AbsolutePercentage,
        ["MeanSquaredLogarithmicError"] = _ => Regressions.SquaredLogarithmic,
        ["Huber"] = settings =>
        {
            var delta = settings.Number("delta", 1);
            return (target, prediction) => Regressions.Huber(target, prediction, delta);
        },
        ["LogCosh"] = _ => Regressions.LogCosh,
        ["KLDivergence"] = _ => Regressions.KullbackLeibler,
        ["Poisson"] = _ => Regressions.Poisson,
        ["CosineSimilarity"] = settings =>
        {
            var axis = settings.OptionalInteger("axis") ?? -1;
            return (target, prediction) => Regressions.Cosine(target, prediction, axis);
        },
        ["Hinge"] = _ => Hinges.Hinge,
        ["SquaredHinge"] = _ => Hinges.SquaredHinge,
        ["CategoricalHinge"] = _ => Hinges.Categorical,
        ["Crossentropy"] = _ => ByShape,
    }.ToFrozenDictionary(entry => ConfigObject.Key(entry.Key), entry => entry.Value);

    static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["mse"] = "meansquarederror",
        ["mae"] = "meanabsoluteerror",
        ["mape"] = "meanabsolutepercentageerror",
        ["msle"] = "meansquaredlogarithmicerror",
        ["kld"] = "kldivergence",
        ["kullbackleiblerdivergence"] = "kldivergence",
        ["bce"] = "binarycrossentropy",
        ["ce"] = "crossentropy",
    }.ToFrozenDictionary();

    /// <summary>True for a class or function that is a loss here.</summary>
    public static bool Knows(string className) => Factories.ContainsKey(Canonical(className));

    /// <summary>Creates a loss.</summary>
    /// <exception cref="ArgumentException">The loss or one of its settings is not known.</exception>
    public static Loss Create(ConfigObject source)
    {
        var key = Canonical(source.ClassName);
        if (!Factories.TryGetValue(key, out var factory))
        {
            throw new ArgumentException($"The loss {source.ClassName} is not known; there are {string.Join(", ", Factories.Keys.Order())}.");
        }

        var settings = new ObjectSettings(source);
        var function = factory(settings);
        var reduction = ReductionOf(settings);
        settings.RefuseRest();
        return new(source.Config["name"]?.GetValue<string>() ?? source.ClassName, reduction, function, key is "sparsecategoricalcrossentropy" or "categoricalgeneralizedcrossentropy" or "crossentropy");
    }

    static string Canonical(string className) => Aliases.TryGetValue(ConfigObject.Key(className), out var other) ? other : ConfigObject.Key(className);

    // A missing reduction is the default; a null one means none.
    static Reduction ReductionOf(ObjectSettings settings) => settings.Text("reduction") switch
    {
        null when settings.Source.Config.ContainsKey("reduction") => Reduction.None,
        null or "sum_over_batch_size" or "mean" or "auto" => Reduction.Mean,
        "sum" => Reduction.Sum,
        "mean_with_sample_weight" => Reduction.WeightedMean,
        "none" => Reduction.None,
        var other => throw new ArgumentException($"{settings.Source.ClassName}: the reduction '{other}' is not known."),
    };

    static FocalSettings Focal(ObjectSettings settings) => new(
        settings.Numbers("alpha") ?? [0.25],
        settings.Number("gamma", 2),
        settings.Flag("from_logits", false),
        settings.Number("label_smoothing", 0),
        settings.OptionalInteger("axis") ?? -1);

    static long[]? Axes(ObjectSettings settings) => settings.Integers("axis") is { } axes ? [.. axes.Select(axis => (long)axis)] : null;

    // Keras's "crossentropy": the kind follows from the shapes.
    static LossValues ByShape(torch.Tensor target, torch.Tensor prediction) => prediction.shape[^1] switch
    {
        1 => Crossentropies.Binary(target.to_type(prediction.dtype), prediction, false, 0, -1),
        _ when target.dim() < prediction.dim() || target.shape[^1] == 1 => Crossentropies.Sparse(target, prediction, false, null),
        _ => Crossentropies.Categorical(target.to_type(prediction.dtype), prediction, false, 0, -1),
    };
}
