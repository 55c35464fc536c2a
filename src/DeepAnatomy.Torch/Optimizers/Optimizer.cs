using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Optimizers;

/// <summary>
/// Changes weights along their gradients. Formulas, defaults, and the order of the state are those of Keras 3, so that training goes on identically here and there.
/// Takes over the gradients of its weights: they accumulate in its own memory and are zero after each <see cref="Apply"/>.
/// </summary>
public abstract class Optimizer : IDisposable
{
    readonly OptimizerSettings settings;
    readonly GradientMemory gradients;
    readonly FlatTensor? averages;
    readonly FlatTensor? accumulated;
    readonly List<FlatTensor> owned = [];
    readonly Constraint?[] constraints;
    float rate;

    private protected Optimizer(OptimizerSettings settings, IReadOnlyList<TorchVariable> variables)
    {
        this.settings = settings;
        Layout = new(variables);
        gradients = new(Layout);
        averages = settings.AverageMomentum is null ? null : Slot();
        accumulated = settings.AccumulationSteps == 1 ? null : Slot();
        constraints = [.. variables.Select(variable => variable.Constraint is { } source ? Constraint.Create(source, variable) : null)];
        rate = settings.Schedule.At(0);
    }

    /// <summary>The weights, in the order of Keras's <c>trainable_variables</c>.</summary>
    public IReadOnlyList<TorchVariable> Variables => Layout.Variables;

    /// <summary>Batches applied so far (Keras's <c>iteration</c>).</summary>
    public long Iterations { get; private set; }

    /// <summary>The learning rate of the next step. Can be set unless a schedule gives it.</summary>
    /// <exception cref="InvalidOperationException">Set although a schedule gives it.</exception>
    public float LearningRate
    {
        get => settings.Schedule.IsConstant ? rate : settings.Schedule.At(Iterations);
        set => rate = settings.Schedule.IsConstant ? value : throw new InvalidOperationException("A schedule gives the learning rate.");
    }

    /// <summary>True when a schedule gives the learning rate.</summary>
    public bool HasSchedule => !settings.Schedule.IsConstant;

    /// <summary>Factor by which the loss is to be multiplied before its gradients are computed.</summary>
    public double LossScale => settings.LossScale ?? 1;

    private protected FlatLayout Layout { get; }

    private protected FlatTensor Gradients => gradients.Flat;

    /// <summary>Creates the optimizer that Keras serialised.</summary>
    /// <param name="source">Class of Keras with its settings; a <c>LossScaleOptimizer</c> counts as the one inside, because single precision needs no scaling.</param>
    /// <param name="variables">The weights it changes, in the order of Keras's <c>trainable_variables</c>.</param>
    /// <exception cref="ArgumentException">The optimizer, a constraint, or a setting is not known.</exception>
    public static Optimizer Create(ConfigObject source, IReadOnlyList<TorchVariable> variables) => OptimizerCatalogue.Create(source, variables);

    /// <summary>The length of all gradients together, as they were accumulated since the last <see cref="Apply"/>; before clipping. Not finite when a gradient is not.</summary>
    public double GradientNorm()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        gradients.Collect();
        return Gradients.Whole.norm().ToDouble() / LossScale;
    }

    /// <summary>Changes the weights by their accumulated gradients and sets these to zero. A weight without any gradient stays as it is.</summary>
    public void Apply()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        gradients.Collect();
        if (settings.LossScale is { } scale)
        {
            Gradients.Whole.div_(scale);
        }

        if (Accumulate())
        {
            Clip();
            Decay();
            Step(new((Iterations / settings.AccumulationSteps) + 1, LearningRate));
            accumulated?.Whole.zero_();
        }

        Average();
        for (var index = 0; index < constraints.Length; index++)
        {
            constraints[index]?.Apply();
        }

        Iterations++;
        Gradients.Whole.zero_();
    }

    /// <summary>Forgets the accumulated gradients without changing anything.</summary>
    public void Skip()
    {
        using var noGradient = torch.no_grad();
        gradients.Collect();
        Gradients.Whole.zero_();
    }

    /// <summary>Replaces the weights by their average, as Keras does at the end of an epoch; nothing without average.</summary>
    public void FinishAveraging()
    {
        using var noGradient = torch.no_grad();
        for (var index = 0; averages is not null && index < Variables.Count; index++)
        {
            Variables[index].Tensor.copy_(averages.Views[index]);
        }
    }

    /// <summary>Whether a running average of the weights is kept.</summary>
    public bool HasAverage => averages is not null;

    /// <summary>Exchanges the weights and their average, bit by bit; a second call brings them back. Nothing without average.</summary>
    public void ExchangeAverages()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        for (var index = 0; averages is not null && index < Variables.Count; index++)
        {
            var kept = Variables[index].Tensor.detach().clone();
            Variables[index].Tensor.copy_(averages.Views[index]);
            averages.Views[index].copy_(kept);
        }
    }

    /// <summary>The state in Keras's order; with the weights it is all that the continuation depends on.</summary>
    public OptimizerState State() => new OptimizerStateWriter(this, Layout).Write(averages, accumulated, SlotGroups, Trailing);

    /// <summary>Continues from a state.</summary>
    /// <param name="state">State of the same kind of optimizer with the same settings on the same weights.</param>
    /// <exception cref="ArgumentException">The state does not fit; says why. Nothing has changed then.</exception>
    public void Load(OptimizerState state) =>
        (Iterations, rate, Trailing) = new OptimizerStateReader(this, Layout).Read(state, averages, accumulated, SlotGroups, Trailing, rate);

    /// <inheritdoc/>
    public void Dispose()
    {
        gradients.Dispose();
        owned.ForEach(slot => slot.Dispose());
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Slots in the order of the file: those of one group stand together for each weight.</summary>
    private protected virtual FlatTensor[][] SlotGroups => [];

    /// <summary>Numbers behind the slots.</summary>
    private protected virtual ImmutableArray<float> Trailing
    {
        get => [];
        set
        {
        }
    }

    private protected FlatTensor Slot(double initial = 0)
    {
        var slot = new FlatTensor(Layout, initial);
        owned.Add(slot);
        return slot;
    }

    /// <summary>Changes slots and weights by the gradients, which may be written over.</summary>
    private protected abstract void Step(Moment moment);

    /// <summary>Whether a weight takes part in the loss.</summary>
    private protected bool IsUsed(int variable) => gradients.IsUsed(variable);

    private protected virtual void Release()
    {
    }

    bool Accumulate()
    {
        if (accumulated is null)
        {
            return true;
        }

        if ((Iterations + 1) % settings.AccumulationSteps != 0)
        {
            accumulated.Whole.add_(Gradients.Whole);
            return false;
        }

        Gradients.Whole.add_(accumulated.Whole).div_(settings.AccumulationSteps);
        return true;
    }

    void Clip()
    {
        if (settings.ClipNorm is { } limit)
        {
            foreach (var gradient in Gradients.Views)
            {
                var norm = gradient.norm().ToSingle();
                gradient.mul_(limit).div_(Math.Max(norm, limit));
            }
        }
        else if (settings.GlobalClipNorm is { } all)
        {
            Gradients.Whole.mul_((float)all * MathF.Min(1 / Gradients.Whole.norm().ToSingle(), 1 / (float)all));
        }
        else if (settings.ClipValue is { } value)
        {
            Gradients.Whole.clamp_(-value, value);
        }
    }

    void Decay()
    {
        for (var index = 0; settings.WeightDecay is { } decay && index < Variables.Count; index++)
        {
            if (IsUsed(index))
            {
                Variables[index].Tensor.mul_(1 - ((float)decay * LearningRate));
            }
        }
    }

    void Average()
    {
        if (averages is null)
        {
            return;
        }

        var steps = Iterations / settings.AccumulationSteps;
        var momentum = steps == 0 ? 0 : settings.AverageMomentum!.Value;
        averages.Whole.mul_(momentum);
        for (var index = 0; index < Variables.Count; index++)
        {
            averages.Views[index].add_(Variables[index].Tensor, 1 - momentum);
        }

        if ((steps + 1) % settings.AverageOverwriteFrequency == 0)
        {
            FinishAveraging();
        }
    }
}
