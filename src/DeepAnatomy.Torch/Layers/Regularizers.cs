using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Losses;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Penalties on weights and outputs, with Keras's formulas.</summary>
static class Regularizers
{
    /// <summary>The penalty as a function that gives a scalar, or null when it is not known.</summary>
    /// <param name="regularizer">The settings.</param>
    public static Func<torch.Tensor, torch.Tensor>? Find(ConfigObject regularizer) => regularizer.ClassName switch
    {
        "L1" or "l1" => Of(Number(regularizer, "l1", 0.01), 0),
        "L2" or "l2" => Of(0, Number(regularizer, "l2", 0.01)),
        "L1L2" => Of(Number(regularizer, "l1", 0), Number(regularizer, "l2", 0)),
        "l1_l2" => Of(Number(regularizer, "l1", 0.01), Number(regularizer, "l2", 0.01)),
        "OrthogonalRegularizer" or "orthogonal_regularizer" => Orthogonal(Number(regularizer, "factor", 0.01), regularizer.Config["mode"]?.GetValue<string>() != "columns"),
        _ => null,
    };

    /// <summary>l1 × Σ|x| + l2 × Σx².</summary>
    public static Func<torch.Tensor, torch.Tensor> Of(double l1, double l2) => (l1, l2) switch
    {
        (0, _) => x => x.square().sum() * l2,
        (_, 0) => x => x.abs().sum() * l1,
        _ => x => (x.abs().sum() * l1) + (x.square().sum() * l2),
    };

    /// <summary>Mean size of the cosine between two different rows (or columns) of a matrix.</summary>
    static Func<torch.Tensor, torch.Tensor> Orthogonal(double factor, bool rows) => x =>
    {
        if (x.dim() != 2)
        {
            throw new ArgumentException($"OrthogonalRegularizer needs a matrix, not a weight with {x.dim()} axes.");
        }

        var unit = Regressions.Unit(x, rows ? 1 : 0);
        var cosines = rows ? unit.matmul(unit.t()) : unit.t().matmul(unit);
        var count = cosines.shape[0];
        var others = cosines * (1 - torch.eye(count, dtype: x.dtype, device: x.device));
        return others.abs().sum() * (factor * 0.5 / (count * (count - 1.0) / 2));
    };

    static double Number(ConfigObject regularizer, string key, double otherwise) => JsonNumber.Of(regularizer.Config[key]) ?? otherwise;
}
