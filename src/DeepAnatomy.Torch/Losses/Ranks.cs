using TorchSharp;

namespace DeepAnatomy.Torch.Losses;

/// <summary>Makes tensors fit each other that differ by an axis.</summary>
static class Ranks
{
    /// <summary>Drops or adds a last axis of size 1 where the ranks differ by one, as Keras does.</summary>
    /// <param name="first">One tensor.</param>
    /// <param name="second">The other.</param>
    /// <param name="expandVectors">Whether a vector gets an axis rather than the other loses one.</param>
    public static (torch.Tensor First, torch.Tensor Second) Match(torch.Tensor first, torch.Tensor second, bool expandVectors = true)
    {
        if (first.dim() == second.dim() + 1 && first.shape[^1] == 1)
        {
            return second.dim() == 1 && expandVectors ? (first, second.unsqueeze(-1)) : (first.squeeze(-1), second);
        }

        if (second.dim() == first.dim() + 1 && second.shape[^1] == 1)
        {
            return first.dim() == 1 && expandVectors ? (first.unsqueeze(-1), second) : (first, second.squeeze(-1));
        }

        return (first, second);
    }

    /// <summary>Weights with as many axes as the values: a last axis of size 1 is dropped, missing axes are added behind, so that a weight for each sample holds for all its pixels.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">What is weighted.</param>
    /// <exception cref="ArgumentException">The weights have more axes than the values, or their sizes do not fit.</exception>
    public static torch.Tensor Weights(torch.Tensor weights, torch.Tensor values)
    {
        while (weights.dim() > values.dim() && weights.shape[^1] == 1)
        {
            weights = weights.squeeze(-1);
        }

        while (weights.dim() > 0 && weights.dim() < values.dim())
        {
            weights = weights.unsqueeze(-1);
        }

        for (var axis = 0; axis < weights.dim(); axis++)
        {
            if (weights.dim() > values.dim() || (weights.shape[axis] != 1 && weights.shape[axis] != values.shape[axis]))
            {
                throw new ArgumentException($"Sample weights of shape ({string.Join(", ", weights.shape)}) do not fit losses of shape ({string.Join(", ", values.shape)}).", nameof(weights));
            }
        }

        return weights;
    }
}
