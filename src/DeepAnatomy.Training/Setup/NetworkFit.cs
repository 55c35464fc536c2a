using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Setup;

/// <summary>Whether a network fits patches and classes.</summary>
static class NetworkFit
{
    /// <summary>Checks a network.</summary>
    /// <returns>Of what each size of an input must be a multiple.</returns>
    public static ImmutableArray<int> Check(Network network, SamplingSettings sampling, ClassScheme? classes, ProblemList problems)
    {
        var shape = sampling.BatchShape();
        if (network.Inputs.Length != 1 || network.Layers[network.Inputs[0].Layer] is not InputLayer input)
        {
            problems.Add("architecture", $"The network has {network.Inputs.Length} inputs; a training feeds one image.");
            return [];
        }

        var rank = input.Shape.Rank - 2;
        if (rank != (shape.IsVolumetric ? 3 : 2))
        {
            problems.Add("sampling.mode", $"The network takes {rank}-D images, but the patches are {(shape.IsVolumetric ? "blocks (3-D)" : "slices (2-D)")}.");
            return [];
        }

        if (input.Shape[-1] is { } channels && channels != shape.Channels)
        {
            problems.Add("sampling.mode", $"The network takes {channels} channels, but the patches have {shape.Channels}.");
            return [];
        }

        var multiple = SizeConstraint.Of(network).Select(divisor => divisor ?? 1).ToImmutableArray();
        Sizes(multiple, sampling, problems);
        Outputs(network, new([null, .. shape.ImageDimensions[1..].Select(size => (int?)size)]), classes, problems);
        return multiple;
    }

    static void Sizes(ImmutableArray<int> multiple, SamplingSettings sampling, ProblemList problems)
    {
        for (var axis = 0; axis < multiple.Length; axis++)
        {
            // The network's axes are k, j, i; the patch is given as i, j, k.
            var place = multiple.Length - 1 - axis;
            if (sampling.PatchSize[place] % multiple[axis] != 0)
            {
                var near = Math.Max(multiple[axis], sampling.PatchSize[place] / multiple[axis] * multiple[axis]);
                problems.Add($"sampling.patch_size[{place}]", $"{sampling.PatchSize[place]} is not divisible by {multiple[axis]}, which the network needs; {near} is.");
            }
        }
    }

    static void Outputs(Network network, TensorShape patch, ClassScheme? classes, ProblemList problems)
    {
        if (OutputForms.Of(network) == OutputForm.Unknown)
        {
            problems.Add("architecture", "The network does not end in softmax or bare values (logits), which a training of classes that exclude each other needs.");
        }

        try
        {
            var output = network.OutputShapes(new() { Layer = 0 }, [patch])[0];
            if (classes is not null && output[-1] is { } channels && channels != classes.Count)
            {
                problems.Add("data.classes", $"The network has {channels} outputs, but there are {classes.Count} classes: {string.Join(", ", classes.Names)}.");
            }

            if (output.Rank != patch.Rank || Enumerable.Range(1, patch.Rank - 2).Any(axis => output[axis] is { } size && size != patch[axis]))
            {
                problems.Add("architecture", $"The network makes {output} of {patch}; a segmentation needs an output of the size of the input.");
            }
        }
        catch (Exception error) when (error is ShapeException or ArgumentException)
        {
            problems.Add("architecture", $"A patch does not pass through the network: {error.Message}");
        }
    }
}
