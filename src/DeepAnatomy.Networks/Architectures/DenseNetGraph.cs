using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Puts the layers of a DenseNet together.</summary>
sealed class DenseNetGraph
{
    const int StemKernel = 7;

    readonly DenseNet template;
    readonly NetworkBuilder builder = new();
    readonly LayerKit kit;

    public DenseNetGraph(DenseNet template) => (this.template, kit) = (template, new(builder, template.Rank, template.Norm, template.Activation));

    public Network Build()
    {
        var image = builder.Input(new([null, .. Enumerable.Repeat<int?>(null, template.Rank), template.Channels]), "image");
        var x = Stem(image);
        var channels = template.BaseFilters;
        for (var block = 0; block < template.Blocks.Length; block++)
        {
            for (var number = 0; number < template.Blocks[block]; number++)
            {
                x = Dense(x, $"block{block + 1}_{number + 1}", channels);
                channels += template.GrowthRate;
            }

            if (block < template.Blocks.Length - 1)
            {
                (x, channels) = Transition(x, $"reduce{block + 1}", channels);
            }
        }

        x = kit.Activate(kit.Normalize(x, "last", channels), "last");
        return builder.Build(template.Id, Head(x));
    }

    TensorRef Stem(TensorRef image)
    {
        if (!template.Reduce)
        {
            return Convolve(image, "stem", template.BaseFilters, 3, 1);
        }

        var x = Convolve(image, "stem", template.BaseFilters, StemKernel, 2);
        x = kit.Activate(kit.Normalize(x, "stem", template.BaseFilters), "stem");
        return builder.Add(new MaxPooling { Name = "stem_pool", SpatialRank = template.Rank, PoolSize = kit.Each(3), Strides = kit.Each(2), Padding = Padding.Same }, x);
    }

    TensorRef Dense(TensorRef x, string name, int channels)
    {
        var added = kit.Activate(kit.Normalize(x, $"{name}a", channels), $"{name}a");
        if (template.Bottleneck > 0)
        {
            var inner = template.Bottleneck * template.GrowthRate;
            added = Convolve(added, $"{name}a", inner, 1, 1);
            added = kit.Activate(kit.Normalize(added, $"{name}b", inner), $"{name}b");
        }

        added = Convolve(added, $"{name}b", template.GrowthRate, 3, 1);
        return builder.Add(new Concatenate { Name = $"{name}_cat" }, x, added);
    }

    (TensorRef Tensor, int Channels) Transition(TensorRef x, string name, int channels)
    {
        var kept = Math.Max(1, (int)(channels * template.Compression));
        x = kit.Activate(kit.Normalize(x, name, channels), name);
        x = Convolve(x, name, kept, 1, 1);
        return (builder.Add(new AveragePooling { Name = $"{name}_pool", SpatialRank = template.Rank, PoolSize = kit.Each(2), Padding = Padding.Same }, x), kept);
    }

    TensorRef Head(TensorRef x)
    {
        x = builder.Add(new GlobalAveragePooling { Name = "features", SpatialRank = template.Rank }, x);
        if (template.Dropout > 0)
        {
            x = builder.Add(new Dropout { Name = "features_drop", Rate = template.Dropout }, x);
        }

        var function = template.Task switch { DenseNetTask.Classification => "softmax", DenseNetTask.MultiLabel => "sigmoid", _ => "linear" };
        return builder.Add(new Dense { Name = "output", Units = template.Outputs, Activation = new(function) }, x);
    }

    TensorRef Convolve(TensorRef x, string name, int filters, int kernel, int stride) => builder.Add(
        new Convolution { Name = $"{name}_conv", SpatialRank = template.Rank, Filters = filters, KernelSize = kit.Each(kernel), Strides = kit.Each(stride), Padding = Padding.Same, UseBias = template.Norm == NormalizationKind.None, KernelInitializer = Initializers.HeNormal },
        x);
}
