using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>The metrics of Keras by name.</summary>
static class MetricCatalogue
{
    /// <summary>Creates a metric.</summary>
    /// <exception cref="ArgumentException">The metric or one of its settings is not known.</exception>
    public static Metric Create(ConfigObject source)
    {
        if (ConfigObject.Key(source.ClassName) == "meanmetricwrapper" && source.Config["fn"] is { } function)
        {
            var inner = ConfigObject.Read(function, source.Module);
            return Create(inner with { Config = new() { ["name"] = source.Config["name"]?.DeepClone() ?? inner.ClassName } });
        }

        var settings = new ObjectSettings(source);
        var metric = Create(settings, source.Config["name"]?.GetValue<string>() ?? source.ClassName);
        settings.RefuseRest();
        return metric;
    }

    static Metric Create(ObjectSettings settings, string name) => ConfigObject.Key(settings.Source.ClassName) switch
    {
        "accuracy" when settings.Source.ClassName == "Accuracy" => new MeanMetric(name, Accuracies.Equal),
        "accuracy" or "acc" => new MeanMetric(name, Accuracies.ByShape),
        "binaryaccuracy" => Binary(name, settings.Number("threshold", 0.5)),
        "categoricalaccuracy" => new MeanMetric(name, Accuracies.Categorical),
        "sparsecategoricalaccuracy" => new MeanMetric(name, Accuracies.Sparse),
        "topkcategoricalaccuracy" => Top(name, settings.OptionalInteger("k") ?? 5, Accuracies.TopCategorical),
        "sparsetopkcategoricalaccuracy" => Top(name, settings.OptionalInteger("k") ?? 5, Accuracies.TopSparse),
        "precision" => new ThresholdMetric(name, settings, ThresholdMetric.Precision),
        "recall" => new ThresholdMetric(name, settings, ThresholdMetric.Recall),
        "truepositives" => new ThresholdMetric(name, settings, (counts, index) => counts.TruePositives[index]),
        "falsepositives" => new ThresholdMetric(name, settings, (counts, index) => counts.FalsePositives[index]),
        "truenegatives" => new ThresholdMetric(name, settings, (counts, index) => counts.TrueNegatives(index)),
        "falsenegatives" => new ThresholdMetric(name, settings, (counts, index) => counts.FalseNegatives(index)),
        "auc" => new AreaUnderCurve(name, settings),
        "iou" => Overlap(name, settings, targetIsClasses: true, Wanted(settings)),
        "meaniou" => Overlap(name, settings, targetIsClasses: true, null),
        "onehotiou" => Overlap(name, settings, targetIsClasses: false, Wanted(settings)),
        "onehotmeaniou" => Overlap(name, settings, targetIsClasses: false, null),
        "binaryiou" => new IntersectionOverUnion(name, 2, settings.Integers("target_class_ids") ?? [0, 1], new(true, true, -1, null, settings.Number("threshold", 0.5))),
        "f1score" => new FBetaScore(name, settings, 1),
        "fbetascore" => new FBetaScore(name, settings, settings.Number("beta", 1)),
        "mean" => new MeanMetric(name, (_, prediction) => prediction),
        "rootmeansquarederror" => new MeanMetric(name, Fitted((target, prediction) => (prediction - target).square()), Math.Sqrt),
        "cosinesimilarity" => Cosine(name, settings.OptionalInteger("axis") ?? -1),
        "logcosherror" => new MeanMetric(name, Fitted(Regressions.LogCosh)),
        _ => OfLoss(settings, name),
    };

    static MeanMetric OfLoss(ObjectSettings settings, string name)
    {
        if (!LossCatalogue.Knows(settings.Source.ClassName))
        {
            throw new ArgumentException($"The metric {settings.Source.ClassName} is not known.");
        }

        var loss = LossCatalogue.Create(settings.Source);
        foreach (var (key, _) in settings.Source.Config)
        {
            settings.Ignore(key);
        }

        return new(name, loss.Values);
    }

    static MeanMetric Binary(string name, double threshold) => new(name, (target, prediction) => Accuracies.Binary(target, prediction, threshold));

    static MeanMetric Top(string name, int k, Func<torch.Tensor, torch.Tensor, int, torch.Tensor> top) => new(name, (target, prediction) => top(target, prediction, k));

    static MeanMetric Cosine(string name, int axis) => new(name, Fitted((target, prediction) => Regressions.Cosine(target, prediction, axis).neg()));

    static LossFunction Fitted(LossFunction function) => (target, prediction) =>
    {
        var (wanted, made) = Ranks.Match(target.to_type(prediction.dtype), prediction);
        return function(wanted, made);
    };

    static IntersectionOverUnion Overlap(string name, ObjectSettings settings, bool targetIsClasses, ImmutableArray<int>? wanted)
    {
        var classes = settings.OptionalInteger("num_classes") ?? throw new ArgumentException($"{settings.Source.ClassName} needs 'num_classes'.");
        var targets = targetIsClasses ? settings.Flag("sparse_y_true", true) : targetIsClasses;
        var predictions = settings.Flag("sparse_y_pred", targetIsClasses);
        return new(name, classes, wanted ?? [.. Enumerable.Range(0, classes)], new(targets, predictions, settings.OptionalInteger("axis") ?? -1, settings.OptionalInteger("ignore_class"), null));
    }

    static ImmutableArray<int> Wanted(ObjectSettings settings) =>
        settings.Integers("target_class_ids") ?? throw new ArgumentException($"{settings.Source.ClassName} needs 'target_class_ids'.");
}
