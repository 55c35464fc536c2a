using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Puts the layers of a U-Net together. Layers are named by side and level: <c>enc1_1_conv</c> … <c>dec1_out</c>, level 1 = full resolution.</summary>
sealed class UNetGraph
{
    readonly UNetTemplate template;
    readonly bool residual, attention;
    readonly NetworkBuilder builder = new();
    readonly LayerKit kit;

    public UNetGraph(UNetTemplate template, bool residual, bool attention)
    {
        (this.template, this.residual, this.attention) = (template, residual, attention);
        kit = new(builder, template.Rank, template.Norm, template.Activation);
    }

    public Network Build()
    {
        var x = builder.Input(new([null, .. Enumerable.Repeat<int?>(null, template.Rank), template.Channels]), "image");
        var channels = template.Channels;
        List<TensorRef> skips = [];
        for (var level = 0; level < template.Levels; level++)
        {
            var name = $"enc{level + 1}";
            x = Level(level > 0 ? Halve(x, name, level) : x, name, level, channels, level > 0 && template.Downsampling == DownsamplingKind.Convolution);
            x = level > 0 ? kit.Drop(x, name, template.Dropout) : x;
            channels = template.Filters(level);
            skips.Add(x);
        }

        List<TensorRef> outputs = [];
        for (var level = template.Levels - 2; level >= 0; level--)
        {
            var name = $"dec{level + 1}";
            x = Join(x, skips[level], name, level);
            x = Level(x, name, level, 2 * template.Filters(level), strided: false);
            if (level <= template.DeepSupervision)
            {
                outputs.Insert(0, kit.Point(x, level == 0 ? "output" : $"output_{level + 1}", template.Classes, LayerKit.FunctionOf(template.Output)));
            }
        }

        return builder.Build(template.Id.Replace(".", "_", StringComparison.Ordinal), [.. outputs]);
    }

    TensorRef Halve(TensorRef x, string name, int level) => template.Downsampling == DownsamplingKind.Convolution
        ? x
        : builder.Add(new MaxPooling { Name = $"{name}_pool", SpatialRank = template.Rank, PoolSize = template.Stride(level), Strides = template.Stride(level) }, x);

    TensorRef Level(TensorRef x, string name, int level, int channels, bool strided)
    {
        var input = x;
        var filters = template.Filters(level);
        var strides = strided ? template.Stride(level) : kit.Each(1);
        for (var number = 1; number <= template.ConvPerLevel; number++)
        {
            var part = $"{name}_{number}";
            x = kit.Convolve(x, part, filters, template.KernelSize, number == 1 ? strides : default);
            if (!residual || number < template.ConvPerLevel)
            {
                x = kit.Activate(x, part);
            }
        }

        if (!residual)
        {
            return x;
        }

        var shortcut = channels == filters && !strided ? input : kit.Convolve(input, $"{name}_skip", filters, 1, strides);
        return kit.Activate(builder.Add(new Add { Name = $"{name}_add" }, x, shortcut), $"{name}_{template.ConvPerLevel}");
    }

    TensorRef Join(TensorRef x, TensorRef skip, string name, int level)
    {
        var factors = template.Stride(level + 1);
        var gated = attention ? Gate(skip, x, name, level, factors) : skip;
        var enlarged = kit.Enlarge(x, name, template.Filters(level), factors, template.Upsampling);
        return builder.Add(new Concatenate { Name = $"{name}_cat" }, enlarged, gated);
    }

    // Additive gate of Oktay et al. 2018: computed on the coarser grid, then enlarged.
    TensorRef Gate(TensorRef skip, TensorRef coarse, string name, int level, ImmutableArray<int> factors)
    {
        var inner = Math.Max(1, template.Filters(level) / 2);
        var seen = builder.Add(new Convolution { Name = $"{name}_gate_skip", SpatialRank = template.Rank, Filters = inner, KernelSize = factors, Strides = factors, Padding = Padding.Same, UseBias = false }, skip);
        var asked = kit.Point(coarse, $"{name}_gate_coarse", inner);
        var sum = builder.Add(new Add { Name = $"{name}_gate_add" }, seen, asked);
        var positive = builder.Add(new ActivationLayer { Name = $"{name}_gate_act", Function = new("relu") }, sum);
        var weight = kit.Point(positive, $"{name}_gate", 1, "sigmoid");
        var enlarged = builder.Add(
            new UpSampling { Name = $"{name}_gate_up", SpatialRank = template.Rank, Size = factors, Interpolation = template.Rank == 2 ? Interpolation.Bilinear : Interpolation.Nearest },
            weight);
        return builder.Add(new Multiply { Name = $"{name}_gated" }, skip, enlarged);
    }
}
