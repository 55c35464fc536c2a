using System.Collections.Immutable;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Setup;
using TorchSharp;
using FocalPart = DeepAnatomy.Training.Configuration.FocalSettings;
using static TorchSharp.torch.nn;

namespace DeepAnatomy.Torch.Losses;

/// <summary>
/// The loss of a segmentation that is drawn in part: cross entropy, focal, Dice and Tversky over the voxels that have a weight, added with their weights.
/// A voxel of weight 0 has a gradient of exactly 0. Not for several threads at once.
/// </summary>
/// <remarks>
/// A target is packed: (batch, spatial axes, 3) with class, weight 0 … 1, and probability of the class (the rest belongs to background).
/// With w the weight, y the target and p the prediction: cross entropy −Σ w y log p / Σ w; Dice (2 Σ w y p + s) / (Σ w y + Σ w p + s), its complement averaged over the foreground classes.
/// Source of the rules: nnU-Net v2 (Isensee et al. 2021) with its ignore label; Tversky: Salehi et al. 2017; focal: Lin et al. 2017.
/// </remarks>
public sealed class PartialLoss
{
    /// <summary>Numbers per voxel of a packed target.</summary>
    public const int TargetChannels = 3;

    const double Tiny = 1e-7;
    readonly ImmutableArray<LossSettings> parts;
    readonly bool givesLogits;
    readonly double[] values;

    /// <summary>Creates the loss.</summary>
    /// <param name="parts">Its parts; at least one.</param>
    /// <param name="form">What the network gives.</param>
    /// <exception cref="ArgumentException">There is no part, or the network gives neither probabilities nor logits.</exception>
    public PartialLoss(ImmutableArray<LossSettings> parts, OutputForm form)
    {
        if (parts.IsDefaultOrEmpty || form == OutputForm.Unknown)
        {
            throw new ArgumentException("A loss needs a part, and a network that gives probabilities or logits.", nameof(parts));
        }

        (this.parts, givesLogits, values) = (parts, form == OutputForm.Logits, new double[parts.Length]);
        Loss = new("partial", Reduction.Mean, (target, prediction) => Compute(target, prediction), wantsClasses: true);
    }

    /// <summary>The loss as a step takes it.</summary>
    public Loss Loss { get; }

    /// <summary>The parts of the last call by name, before their weights.</summary>
    public ImmutableArray<KeyValuePair<string, double>> LastParts => [.. parts.Select((part, n) => KeyValuePair.Create(NameOf(part), values[n]))];

    /// <summary>When set, given the predictions of every call (batch, spatial axes, classes), without gradient.</summary>
    public Action<torch.Tensor>? Look { get; set; }

    torch.Tensor Compute(torch.Tensor target, torch.Tensor prediction)
    {
        Look?.Invoke(prediction.detach());
        var (samples, classes) = (prediction.shape[0], prediction.shape[^1]);
        var output = prediction.reshape(samples, -1, classes);
        var packed = target.reshape(samples, -1, TargetChannels);
        var weights = packed.select(-1, 1);
        var wanted = Wanted(packed, classes);
        var total = torch.zeros([], prediction.dtype);
        for (var n = 0; n < parts.Length; n++)
        {
            var value = parts[n] switch
            {
                CrossEntropySettings entropy => CrossEntropy(output, wanted, weights, entropy.LabelSmoothing),
                FocalPart focal => Focal(output, wanted, weights, focal.Gamma),
                DiceSettings dice => Dice(Probabilities(output), wanted, weights, dice),
                TverskySettings tversky => Tversky(Probabilities(output), wanted, weights, tversky),
                _ => throw new ArgumentException($"The part {parts[n].GetType().Name} of the loss is not known."),
            };
            values[n] = value.ToDouble();
            total += value * parts[n].Weight;
        }

        return total;
    }

    static torch.Tensor Wanted(torch.Tensor packed, long classes)
    {
        var labels = packed.select(-1, 0).to_type(torch.ScalarType.Int64).unsqueeze(-1);
        var probability = packed.select(-1, 2);
        var wanted = torch.zeros([packed.shape[0], packed.shape[1], classes], packed.dtype).scatter_(-1, labels, probability.unsqueeze(-1));
        wanted.select(-1, 0).add_(1 - probability);
        return wanted;
    }

    torch.Tensor Probabilities(torch.Tensor output) => givesLogits ? functional.softmax(output, -1) : output;

    torch.Tensor Logarithms(torch.Tensor output) => givesLogits ? functional.log_softmax(output, -1) : (output + Tiny).log();

    torch.Tensor CrossEntropy(torch.Tensor output, torch.Tensor wanted, torch.Tensor weights, double smoothing)
    {
        var spread = smoothing == 0 ? wanted : (wanted * (1 - smoothing)) + (smoothing / wanted.shape[^1]);
        return WeightedMean((spread * Logarithms(output)).sum(-1).neg(), weights);
    }

    torch.Tensor Focal(torch.Tensor output, torch.Tensor wanted, torch.Tensor weights, double gamma)
    {
        var right = (wanted * Probabilities(output)).sum(-1);
        var open = (1 - right).clamp_min(gamma < 1 ? Tiny : 0);
        return WeightedMean(open.pow(gamma) * (wanted * Logarithms(output)).sum(-1).neg(), weights);
    }

    static torch.Tensor WeightedMean(torch.Tensor losses, torch.Tensor weights) => (losses * weights).sum() / weights.sum().clamp_min(Tiny);

    static torch.Tensor Dice(torch.Tensor predicted, torch.Tensor wanted, torch.Tensor weights, DiceSettings settings)
    {
        var factor = weights.unsqueeze(-1);
        long[] axes = settings.OverBatch ? [0, 1] : [1];
        var (weighted, counted) = (predicted * factor, wanted * factor);
        var both = (weighted * wanted).sum(axes);
        var dice = ((both * 2) + settings.Smooth) / (weighted.sum(axes) + counted.sum(axes) + settings.Smooth);
        return Missing(dice, weights, settings.OverBatch, settings.Background);
    }

    static torch.Tensor Tversky(torch.Tensor predicted, torch.Tensor wanted, torch.Tensor weights, TverskySettings settings)
    {
        var factor = weights.unsqueeze(-1);
        long[] axes = [0, 1];
        var both = (predicted * wanted * factor).sum(axes);
        var added = (predicted * (1 - wanted) * factor).sum(axes);
        var missed = ((1 - predicted) * wanted * factor).sum(axes);
        return Missing((both + settings.Smooth) / (both + (added * settings.Alpha) + (missed * settings.Beta) + settings.Smooth), weights, true, false);
    }

    // What is missing to 1, averaged over the classes; samples without any weight do not count.
    static torch.Tensor Missing(torch.Tensor overlap, torch.Tensor weights, bool overBatch, bool background)
    {
        var kept = background ? overlap : overlap.narrow(-1, 1, overlap.shape[^1] - 1);
        var missing = (1 - kept).mean([-1]);
        return overBatch ? missing : WeightedMean(missing, weights.sum(-1).gt(0).to_type(missing.dtype));
    }

    static string NameOf(LossSettings part) => part switch
    {
        CrossEntropySettings => "cross_entropy",
        FocalPart => "focal",
        DiceSettings => "dice",
        _ => "tversky",
    };
}
