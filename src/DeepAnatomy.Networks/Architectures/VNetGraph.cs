using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Puts the layers of a V-Net together.</summary>
sealed class VNetGraph
{
    readonly VNet template;
    readonly NetworkBuilder builder = new();
    readonly LayerKit kit;

    public VNetGraph(VNet template) => (this.template, kit) = (template, new(builder, template.Rank, template.Norm, template.Activation));

    public Network Build()
    {
        var image = builder.Input(new([null, .. Enumerable.Repeat<int?>(null, template.Rank), template.Channels]), "image");

        // The original repeats the image in all feature maps of the first level; a window of 1 learns how.
        var x = Level(kit.Point(image, "enc1_in", template.BaseFilters), "enc1", 0, template.BaseFilters);
        List<TensorRef> skips = [x];
        for (var level = 1; level < template.Levels; level++)
        {
            var name = $"enc{level + 1}";
            x = Level(Halve(x, name, level), name, level, Filters(level));
            x = kit.Drop(x, name, template.Dropout);
            skips.Add(x);
        }

        for (var level = template.Levels - 2; level >= 0; level--)
        {
            var name = $"dec{level + 1}";
            var enlarged = kit.Enlarge(x, name, Filters(level), kit.Each(2), UpsamplingKind.Transposed);
            x = Level(builder.Add(new Concatenate { Name = $"{name}_cat" }, enlarged, skips[level]), name, level, 2 * Filters(level));
        }

        return builder.Build(template.Id, kit.Point(x, "output", template.Classes, LayerKit.FunctionOf(template.Output)));
    }

    int Filters(int level) => (int)Math.Min((long)template.BaseFilters << level, template.MaxFilters);

    TensorRef Halve(TensorRef x, string name, int level)
    {
        x = builder.Add(new Convolution { Name = $"{name}_down", SpatialRank = template.Rank, Filters = Filters(level), KernelSize = kit.Each(2), Strides = kit.Each(2), KernelInitializer = Initializers.HeNormal }, x);
        return kit.Activate(x, $"{name}_down");
    }

    TensorRef Level(TensorRef x, string name, int level, int filters)
    {
        var input = x;
        var count = Math.Min(level + 1, template.ConvPerLevel);
        for (var number = 1; number <= count; number++)
        {
            x = kit.Convolve(x, $"{name}_{number}", filters, template.KernelSize);
            if (number < count)
            {
                x = kit.Activate(x, $"{name}_{number}");
            }
        }

        return kit.Activate(builder.Add(new Add { Name = $"{name}_add" }, x, input), $"{name}_{count}");
    }
}
