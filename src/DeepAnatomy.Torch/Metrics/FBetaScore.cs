using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>Weighted harmonic mean of precision and recall for each class of (batch, classes) predictions.</summary>
sealed class FBetaScore : Metric
{
    const double Epsilon = 1e-7;

    readonly double beta;
    readonly double? threshold;
    readonly string? average;
    double[] found = [];
    double[] invented = [];
    double[] missed = [];

    public FBetaScore(string name, ObjectSettings settings, double beta)
        : base(name)
    {
        this.beta = beta;
        threshold = settings.OptionalNumber("threshold");
        average = settings.Text("average");
        if (average is not (null or "micro" or "macro" or "weighted"))
        {
            throw new ArgumentException($"{settings.Source.ClassName}: the average '{average}' is not known; there are micro, macro and weighted.");
        }
    }

    public override ImmutableArray<double> Result => average switch
    {
        null => Scores(),
        "micro" => [Score(found.Sum(), invented.Sum(), missed.Sum())],
        "macro" => [found.Length == 0 ? 0 : Scores().Average()],
        _ => [Weighted()],
    };

    public override void Reset() => (found, invented, missed) = ([], [], []);

    private protected override void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        if (target.dim() != 2 || prediction.dim() != 2)
        {
            throw new ArgumentException($"{Name} needs targets and predictions of shape (batch, classes).");
        }

        var truth = target.to_type(torch.ScalarType.Float64);
        var positive = threshold is { } limit ? prediction.gt(limit) : prediction.ge(prediction.amax([-1], keepdim: true)).logical_and(prediction.abs().gt(1e-9));
        var claim = positive.to_type(torch.ScalarType.Float64);
        var weight = weights?.to_type(torch.ScalarType.Float64).reshape([-1, 1]) ?? torch.ones([1, 1], torch.ScalarType.Float64);
        found = Sum(found, claim * truth * weight);
        invented = Sum(invented, claim * (1 - truth) * weight);
        missed = Sum(missed, (1 - claim) * truth * weight);
    }

    static double[] Sum(double[] before, torch.Tensor values)
    {
        var sums = values.sum([0]).data<double>().ToArray();
        return before.Length == 0 ? sums : [.. before.Zip(sums, (a, b) => a + b)];
    }

    ImmutableArray<double> Scores() => [.. found.Select((_, index) => Score(found[index], invented[index], missed[index]))];

    double Weighted()
    {
        var support = found.Zip(missed, (a, b) => a + b).ToArray();
        return Scores().Select((score, index) => score * support[index] / (support.Sum() + Epsilon)).Sum();
    }

    double Score(double right, double wrong, double lost)
    {
        var (precision, recall) = (right / (right + wrong + Epsilon), right / (right + lost + Epsilon));
        return (1 + (beta * beta)) * (precision * recall) / ((beta * beta * precision) + recall + Epsilon);
    }
}
