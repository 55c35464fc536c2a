using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Metrics;

/// <summary>Whether the prediction is right: 1 or 0 (or their mean over the last axis) for each sample.</summary>
static class Accuracies
{
    public static LossValues Equal(torch.Tensor target, torch.Tensor prediction)
    {
        (target, prediction) = Ranks.Match(target.to_type(prediction.dtype), prediction);
        return Number(target.eq(prediction)).mean([-1]);
    }

    public static torch.Tensor Binary(torch.Tensor target, torch.Tensor prediction, double threshold)
    {
        (target, prediction) = Ranks.Match(target, prediction);
        return Number(target.eq(prediction.gt(threshold).to_type(target.dtype))).mean([-1]);
    }

    public static LossValues Categorical(torch.Tensor target, torch.Tensor prediction) => Number(target.argmax(-1).eq(prediction.argmax(-1)));

    public static LossValues Sparse(torch.Tensor target, torch.Tensor prediction) => Number(Classes(target, prediction).eq(prediction.argmax(-1)));

    public static torch.Tensor TopCategorical(torch.Tensor target, torch.Tensor prediction, int k) => Top(target.argmax(-1), prediction, k);

    public static torch.Tensor TopSparse(torch.Tensor target, torch.Tensor prediction, int k) => Top(Classes(target, prediction), prediction, k);

    /// <summary>Keras's <c>accuracy</c>: the kind follows from the shapes.</summary>
    public static LossValues ByShape(torch.Tensor target, torch.Tensor prediction) => prediction.shape[^1] switch
    {
        1 => Binary(target, prediction, 0.5),
        _ when target.dim() < prediction.dim() || target.shape[^1] == 1 => Sparse(target, prediction),
        _ => Categorical(target, prediction),
    };

    static torch.Tensor Top(torch.Tensor classes, torch.Tensor prediction, int k)
    {
        // Everything as large as the k-th is among the first k.
        var kth = prediction.topk((int)Math.Min(k, prediction.shape[^1]), -1).values.amin([-1]);
        return Number(prediction.gather(-1, classes.unsqueeze(-1)).squeeze(-1).ge(kth));
    }

    static torch.Tensor Classes(torch.Tensor target, torch.Tensor prediction) =>
        (target.dim() == prediction.dim() && target.shape[^1] == 1 ? target.squeeze(-1) : target).to_type(torch.ScalarType.Int64);

    static torch.Tensor Number(torch.Tensor truth) => truth.to_type(torch.ScalarType.Float32);
}
