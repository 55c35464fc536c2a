using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Follow the regularized leader (McMahan et al. 2013).</summary>
sealed class Ftrl : ElementwiseOptimizer
{
    readonly double power;
    readonly double l1;
    readonly double l2;
    readonly double shrinkage;
    readonly double beta;
    readonly FlatTensor sum;
    readonly FlatTensor linear;
    readonly FlatTensor weights;

    public Ftrl(ObjectSettings settings, IReadOnlyList<TorchVariable> variables)
        : base(OptimizerSettings.Read(settings, 0.001, null), variables)
    {
        power = settings.Number("learning_rate_power", -0.5);
        l1 = settings.Number("l1_regularization_strength", 0);
        l2 = settings.Number("l2_regularization_strength", 0);
        shrinkage = settings.Number("l2_shrinkage_regularization_strength", 0);
        beta = settings.Number("beta", 0);
        sum = Slot(settings.Number("initial_accumulator_value", 0.1));
        (linear, weights) = (Slot(), Slot());
    }

    private protected override FlatTensor[][] SlotGroups => [[sum, linear]];

    private protected override void Prepare(Moment moment)
    {
        for (var index = 0; index < Variables.Count; index++)
        {
            weights.Views[index].copy_(Variables[index].Tensor);
        }
    }

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        var (squares, along, weight) = (sum.Whole, linear.Whole, weights.Whole);
        scratch.copy_(squares).pow_(-power);
        squares.addcmul_(gradient, gradient, 1);
        gradient.add_(weight, 2 * shrinkage);
        var grown = squares.pow(-power);
        along.add_(gradient).sub_(scratch.sub_(grown).neg_().div_(moment.Rate).mul_(weight));
        var quadratic = grown.div_(moment.Rate).add_(2 * (l2 + (beta / (2 * moment.Rate))));
        gradient.copy_(along).clamp_(-l1, l1).sub_(along).div_(quadratic);
    }

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment) => weight.copy_(gradient);
}
