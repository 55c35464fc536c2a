using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>Adam and AdamW (Kingma and Ba 2014, Loshchilov and Hutter 2017), the bias correction outside of epsilon.</summary>
sealed class Adam : ElementwiseOptimizer
{
    readonly double beta1;
    readonly double beta2;
    readonly double epsilon;
    readonly FlatTensor mean;
    readonly FlatTensor square;
    readonly FlatTensor? largest;

    public Adam(ObjectSettings settings, IReadOnlyList<TorchVariable> variables, double? weightDecay)
        : base(OptimizerSettings.Read(settings, 0.001, weightDecay), variables)
    {
        (beta1, beta2, epsilon) = (settings.Number("beta_1", 0.9), settings.Number("beta_2", 0.999), settings.Number("epsilon", 1e-7));
        (mean, square) = (Slot(), Slot());
        largest = settings.Flag("amsgrad", false) ? Slot() : null;
    }

    private protected override bool NeedsScratch => false;

    private protected override FlatTensor[][] SlotGroups => largest is null ? [[mean, square]] : [[mean, square], [largest]];

    private protected override void Update(torch.Tensor gradient, torch.Tensor scratch, Moment moment)
    {
        mean.Whole.mul_(beta1).add_(gradient, 1 - beta1);
        var denominator = square.Whole.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        if (largest is not null)
        {
            denominator = largest.Whole.copy_(torch.maximum(largest.Whole, denominator));
        }

        gradient.copy_(denominator).sqrt_().add_(epsilon);
    }

    private protected override void Write(int index, torch.Tensor weight, torch.Tensor gradient, Moment moment)
    {
        var rate = moment.Rate * MathF.Sqrt(moment.Correction(beta2)) / moment.Correction(beta1);
        weight.addcdiv_(mean.Views[index], gradient, -rate);
    }
}
