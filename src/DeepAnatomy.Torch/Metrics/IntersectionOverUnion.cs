using System.Collections.Immutable;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>How two labelings are read for <see cref="IntersectionOverUnion"/>.</summary>
readonly record struct LabelReading(bool TargetIsClasses, bool PredictionIsClasses, int Axis, int? Ignored, double? Threshold);

/// <summary>Mean over some classes of intersection over union, from one matrix of counts. Classes that occur nowhere do not enter the mean.</summary>
/// <param name="name">Name under which it is reported.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="wanted">Classes that the mean is over.</param>
/// <param name="reading">How targets and predictions are read.</param>
sealed class IntersectionOverUnion(string name, int classes, ImmutableArray<int> wanted, LabelReading reading) : Metric(name)
{
    const double Epsilon = 1e-7;

    // Rows are the targets.
    readonly double[] matrix = new double[classes * classes];

    public override ImmutableArray<double> Result
    {
        get
        {
            var (sum, occurring) = (0.0, 0);
            foreach (var index in wanted)
            {
                var (row, column) = (0.0, 0.0);
                for (var other = 0; other < classes; other++)
                {
                    row += matrix[(index * classes) + other];
                    column += matrix[(other * classes) + index];
                }

                var both = matrix[(index * classes) + index];
                var union = row + column - both;
                occurring += union > 1e-9 ? 1 : 0;
                sum += both / (union + Epsilon);
            }

            return [sum / (occurring + Epsilon)];
        }
    }

    public override void Reset() => Array.Clear(matrix);

    private protected override void Add(torch.Tensor target, torch.Tensor prediction, torch.Tensor? weights)
    {
        var wantedClasses = reading.TargetIsClasses ? target : target.argmax(reading.Axis);
        var made = reading.Threshold is { } threshold ? prediction.ge(threshold) : reading.PredictionIsClasses ? prediction : prediction.argmax(reading.Axis);
        var truth = wantedClasses.flatten().to_type(torch.ScalarType.Int64);
        var guess = made.flatten().to_type(torch.ScalarType.Int64);
        var weight = Weights(weights, wantedClasses, truth);
        if (reading.Ignored is { } ignored)
        {
            var valid = truth.ne(ignored);
            (truth, guess, weight) = (truth * valid, guess * valid, weight * valid);
        }

        var counts = ((truth * classes) + guess).bincount(weight, matrix.Length).data<double>().ToArray();
        if (counts.Length > matrix.Length || truth.numel() == 0)
        {
            throw new ArgumentException($"{Name} has {classes} classes and met a larger class number.");
        }

        for (var index = 0; index < matrix.Length; index++)
        {
            matrix[index] += counts[index];
        }
    }

    static torch.Tensor Weights(torch.Tensor? weights, torch.Tensor labels, torch.Tensor flat) =>
        weights is null ? torch.ones(flat.shape, torch.ScalarType.Float64, flat.device) : Losses.Ranks.Weights(weights, labels).expand_as(labels).flatten().to_type(torch.ScalarType.Float64);
}
