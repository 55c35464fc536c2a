using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Dot products of two tensors along one axis of each, batch by batch.</summary>
sealed class DotExecutable(Dot layer) : Executable
{
    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var (left, right) = (inputs[0], inputs[1]);
        var leftAxis = (int)(layer.Axes[0] < 0 ? layer.Axes[0] + left.dim() : layer.Axes[0]);
        var rightAxis = (int)(layer.Axes[^1] < 0 ? layer.Axes[^1] + right.dim() : layer.Axes[^1]);
        if (layer.Normalize)
        {
            (left, right) = (Unit(left, leftAxis), Unit(right, rightAxis));
        }

        // a: the batch, z: the axis that is summed over.
        var leftLetters = Letters('b', left.dim(), leftAxis);
        var rightLetters = Letters((char)('b' + left.dim()), right.dim(), rightAxis);
        var kept = new string([.. leftLetters.Concat(rightLetters[1..]).Where(letter => letter != 'z')]);
        var result = torch.einsum($"{leftLetters},{rightLetters}->{kept}", left, right);
        return [result.dim() == 1 ? result.unsqueeze(1) : result];
    }

    static string Letters(char first, long rank, int summed) =>
        string.Concat(Enumerable.Range(0, (int)rank).Select(axis => axis == 0 ? 'a' : axis == summed ? 'z' : (char)(first + axis - 1)));

    static torch.Tensor Unit(torch.Tensor x, long axis) => x * x.square().sum(axis, keepdim: true).clamp_min(1e-12).rsqrt();
}
