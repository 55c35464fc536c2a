using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Setup;

/// <summary>Whether a network fits patches and classes.</summary>
/// <param name="network">The network.</param>
/// <param name="sampling">The patches.</param>
/// <param name="classes">The classes, or null where they are not known.</param>
/// <param name="problems">Gets what does not fit.</param>
sealed class NetworkFit(Network network, SamplingSettings sampling, ClassScheme? classes, ProblemList problems)
{
    /// <summary>Checks a network.</summary>
    /// <returns>Of what each size of an input must be a multiple.</returns>
    public ImmutableArray<int> Check()
    {
        if (network.Inputs.Length != 1 || network.Layers[network.Inputs[0].Layer] is not InputLayer input)
        {
            problems.Add("architecture", $"The network has {network.Inputs.Length} inputs; a training feeds one image.");
            return [];
        }

        var (rank, isVolumetric) = (input.Shape.Rank - 2, sampling.Mode == PatchMode.Block);
        if (rank != (isVolumetric ? 3 : 2))
        {
            problems.Add("sampling.mode", $"The network takes {rank}-D images, but the patches are {(isVolumetric ? "blocks (3-D)" : "slices (2-D)")}.");
            return [];
        }

        var wanted = sampling.Mode == PatchMode.NeighbourSlices ? (2 * sampling.Neighbours) + 1 : 1;
        if (input.Shape[-1] is { } channels && channels != wanted)
        {
            problems.Add("sampling.mode", $"The network takes {channels} channels, but the patches have {wanted}.");
        }

        var multiple = SizeConstraint.Of(network).Select(divisor => divisor ?? 1).ToImmutableArray();
        Outputs(new([null, .. Sizes(multiple).Select(size => (int?)size), input.Shape[-1] ?? wanted]));
        return multiple;
    }

    // The network's axes are k, j, i; the patch is given as i, j, k. Gives sizes that pass, so that what does not is said once.
    int[] Sizes(ImmutableArray<int> multiple)
    {
        const int Some = 8;
        var isKnown = sampling.PatchSize.Length == multiple.Length && !problems.Touches("sampling.patch_size");
        var sizes = new int[multiple.Length];
        for (var axis = 0; axis < multiple.Length; axis++)
        {
            var place = multiple.Length - 1 - axis;
            var given = isKnown ? sampling.PatchSize[place] : Some * multiple[axis];
            sizes[axis] = Math.Max(multiple[axis], given / multiple[axis] * multiple[axis]);
            if (given != sizes[axis])
            {
                problems.Add($"sampling.patch_size[{place}]", $"{given} is not divisible by {multiple[axis]}, which the network needs; {sizes[axis]} is.");
            }
        }

        return sizes;
    }

    void Outputs(TensorShape patch)
    {
        if (OutputForms.Of(network) == OutputForm.Unknown)
        {
            problems.Add("architecture", OutputForms.Refusal(network));
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
