using DeepAnatomy.Torch.Metrics;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Metrics;

public class MetricTests
{
    [ReferenceDataTheory]
    [InlineData("acc", "CategoricalAccuracy", "{}")]
    [InlineData("acc", "accuracy", "{}")]
    [InlineData("onehotmeaniou", "OneHotMeanIoU", """{"num_classes": 3}""")]
    [InlineData("onehotiou1", "OneHotIoU", """{"num_classes": 3, "target_class_ids": [1]}""")]
    [InlineData("auc", "AUC", "{}")]
    [InlineData("prec", "Precision", "{}")]
    [InlineData("rec", "Recall", "{}")]
    [InlineData("topk", "TopKCategoricalAccuracy", """{"k": 2}""")]
    [InlineData("cce", "CategoricalCrossentropy", "{}")]
    public void A_metric_is_what_Keras_found(string key, string className, string config)
    {
        using var scope = torch.NewDisposeScope();
        var metric = Metric.Create(Training.Object(className, config));
        metric.Update(Training.Data("T")[0], Training.Data("P"));
        var expected = Training.Index["metrics"]![key]!.GetValue<double>();
        Assert.Equal(expected, metric.Result.Single(), 1e-6 * expected);
    }

    [ReferenceDataTheory]
    [InlineData("CategoricalAccuracy", "{}")]
    [InlineData("OneHotMeanIoU", """{"num_classes": 3}""")]
    [InlineData("AUC", "{}")]
    [InlineData("Precision", "{}")]
    [InlineData("mse", "{}")]
    [InlineData("RootMeanSquaredError", "{}")]
    public void Two_batches_give_what_both_together_give(string className, string config)
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = (Training.Data("T")[0], Training.Data("P"));
        var (whole, parts) = (Metric.Create(Training.Object(className, config)), Metric.Create(Training.Object(className, config)));
        whole.Update(target, prediction);
        parts.Update(target, prediction);
        parts.Reset();
        parts.Update(target[..1], prediction[..1]);
        parts.Update(target[1..], prediction[1..]);
        Assert.Equal(whole.Result[0], parts.Result[0], 1e-12);
    }

    [Theory]
    [InlineData("BinaryAccuracy", "{}", new double[] { 1, 1, 0, 0 }, new[] { 0.98, 1, 0, 0.6 }, null, 0.75)]
    [InlineData("BinaryAccuracy", "{}", new double[] { 1, 1, 0, 0 }, new[] { 0.98, 1, 0, 0.6 }, new double[] { 1, 0, 0, 1 }, 0.5)]
    [InlineData("TruePositives", "{}", new double[] { 0, 1, 1, 1 }, new double[] { 1, 0, 1, 1 }, null, 2)]
    [InlineData("FalsePositives", "{}", new double[] { 0, 1, 0, 0 }, new double[] { 0, 0, 1, 1 }, new double[] { 0, 0, 1, 0 }, 1)]
    [InlineData("FalseNegatives", "{}", new double[] { 0, 1, 1, 1 }, new double[] { 0, 1, 0, 0 }, null, 2)]
    [InlineData("TrueNegatives", "{}", new double[] { 0, 1, 0, 0 }, new double[] { 1, 1, 0, 0 }, null, 2)]
    [InlineData("Precision", "{}", new double[] { 0, 1, 1, 1 }, new double[] { 1, 0, 1, 1 }, new double[] { 0, 0, 1, 0 }, 1)]
    [InlineData("Recall", "{}", new double[] { 0, 1, 1, 1 }, new double[] { 1, 0, 1, 1 }, null, 2.0 / 3)]
    [InlineData("AUC", """{"num_thresholds": 3}""", new double[] { 0, 0, 1, 1 }, new[] { 0, 0.5, 0.3, 0.9 }, null, 0.75)]
    [InlineData("AUC", """{"num_thresholds": 3}""", new double[] { 0, 0, 1, 1 }, new[] { 0, 0.5, 0.3, 0.9 }, new double[] { 1, 0, 0, 1 }, 1)]
    [InlineData("AUC", """{"num_thresholds": 3, "curve": "PR"}""", new double[] { 0, 0, 1, 1 }, new[] { 0, 0.5, 0.3, 0.9 }, null, 0.82069937)]
    [InlineData("AUC", """{"num_thresholds": 3, "summation_method": "majoring"}""", new double[] { 0, 0, 1, 1 }, new[] { 0, 0.5, 0.3, 0.9 }, null, 1)]
    [InlineData("AUC", """{"num_thresholds": 3, "summation_method": "minoring"}""", new double[] { 0, 0, 1, 1 }, new[] { 0, 0.5, 0.3, 0.9 }, null, 0.5)]
    [InlineData("IoU", """{"num_classes": 2, "target_class_ids": [0]}""", new double[] { 0, 0, 1, 1 }, new double[] { 0, 1, 0, 1 }, null, 1.0 / 3)]
    [InlineData("MeanIoU", """{"num_classes": 2}""", new double[] { 0, 0, 1, 1 }, new double[] { 0, 1, 0, 1 }, new[] { 0.3, 0.3, 0.3, 0.1 }, 0.23809525)]
    [InlineData("MeanIoU", """{"num_classes": 2, "ignore_class": 255}""", new double[] { 0, 0, 1, 1, 255 }, new double[] { 0, 1, 0, 1, 1 }, null, 1.0 / 3)]
    [InlineData("BinaryIoU", """{"target_class_ids": [0, 1], "threshold": 0.3}""", new double[] { 0, 1, 0, 1 }, new[] { 0.1, 0.2, 0.4, 0.7 }, null, 1.0 / 3)]
    [InlineData("BinaryIoU", """{"target_class_ids": [0, 1], "threshold": 0.3}""", new double[] { 0, 1, 0, 1 }, new[] { 0.1, 0.2, 0.4, 0.7 }, new[] { 0.2, 0.3, 0.4, 0.1 }, 0.17361112)]
    public void Examples_of_the_documentation_of_Keras_hold(string className, string config, double[] target, double[] prediction, double[]? weights, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var metric = Metric.Create(Training.Object(className, config));
        var perSample = className == "BinaryAccuracy";
        var shape = perSample ? new long[] { target.Length, 1 } : [target.Length];
        metric.Update(Training.Tensor(target, shape), Training.Tensor(prediction, shape), weights is null ? null : Training.Tensor(weights));
        Assert.Equal(expected, metric.Result.Single(), 1e-6);
    }

    [Fact]
    public void F_scores_are_those_of_the_documentation_of_Keras()
    {
        using var scope = torch.NewDisposeScope();
        var target = Training.Tensor([1, 1, 1, 1, 0, 0, 1, 1, 0], 3, 3);
        var prediction = Training.Tensor([0.2, 0.6, 0.7, 0.2, 0.6, 0.6, 0.6, 0.8, 0], 3, 3);
        Assert.Equal([0.3846154, 0.90909094, 0.8333334], Of("FBetaScore", """{"beta": 2.0, "threshold": 0.5}"""), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.5, 0.8, 0.6666667], Of("F1Score", """{"threshold": 0.5}"""), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal((0.5 + 0.8 + 0.6666667) / 3, Of("F1Score", """{"threshold": 0.5, "average": "macro"}""").Single(), 1e-6);
        Assert.Equal(2.0 / 3, Of("F1Score", """{"threshold": 0.5, "average": "micro"}""").Single(), 1e-6);
        Assert.Equal(((3 * 0.5) + (2 * 0.8) + 0.6666667) / 6, Of("F1Score", """{"threshold": 0.5, "average": "weighted"}""").Single(), 1e-6);

        double[] Of(string className, string config)
        {
            var metric = Metric.Create(Training.Object(className, config));
            metric.Update(target, prediction);
            return [.. metric.Result];
        }
    }

    [Fact]
    public void Accuracy_chooses_its_kind_by_the_shapes()
    {
        using var scope = torch.NewDisposeScope();
        var probabilities = Training.Tensor([0.1, 0.9, 0.8, 0.2], 2, 2);
        Assert.Equal(0.5, Of(Training.Tensor([0, 1, 0, 1], 2, 2), probabilities));
        Assert.Equal(0.5, Of(Training.Tensor([1, 1], 2, 1), probabilities));
        Assert.Equal(1, Of(torch.tensor(new long[] { 1, 0 }), probabilities));
        Assert.Equal(0.5, Of(Training.Tensor([1, 1], 2, 1), Training.Tensor([0.7, 0.2], 2, 1)));

        static double Of(torch.Tensor target, torch.Tensor prediction)
        {
            var metric = Metric.Create(Training.Object("accuracy"));
            metric.Update(target, prediction);
            return metric.Result[0];
        }
    }

    [Fact]
    public void Several_thresholds_give_several_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var metric = Metric.Create(Training.Object("Recall", """{"thresholds": [0.2, 0.5, 0.8]}"""));
        metric.Update(Training.Tensor([1, 1, 1, 0]), Training.Tensor([0.3, 0.6, 0.9, 0.9]));
        Assert.Equal([1, 2.0 / 3, 1.0 / 3], metric.Result.AsEnumerable(), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Only_the_first_predictions_or_one_class_count_when_asked()
    {
        using var scope = torch.NewDisposeScope();
        var (target, prediction) = (Training.Tensor([0, 0, 1, 1, 0, 0], 2, 3), Training.Tensor([0.2, 0.3, 0.5, 0.1, 0.2, 0.7], 2, 3));
        var top = Metric.Create(Training.Object("Precision", """{"top_k": 1}"""));
        top.Update(target, prediction);
        Assert.Equal(0.5, top.Result[0]);
        var one = Metric.Create(Training.Object("Recall", """{"class_id": 2, "thresholds": 0.4}"""));
        one.Update(target, prediction);
        Assert.Equal(1, one.Result[0]);
    }

    [Fact]
    public void What_is_not_known_is_refused_by_name()
    {
        Assert.Contains("R2Score", Assert.Throws<ArgumentException>(() => Metric.Create(Training.Object("R2Score"))).Message, StringComparison.Ordinal);
        Assert.Contains("multi_label", Assert.Throws<ArgumentException>(() => Metric.Create(Training.Object("AUC", """{"multi_label": true}"""))).Message, StringComparison.Ordinal);
    }
}
