using System.Collections.Immutable;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>The augmentation steps of a training in their order; safe for many threads.</summary>
public sealed class AugmentationPipeline
{
    readonly ImmutableArray<ISpatialStep> spatial;
    readonly ImmutableArray<IPatchStep> onHu;
    readonly ImmutableArray<IPatchStep> onPatch;

    /// <summary>Puts steps together; the product's own come from <see cref="Create"/>.</summary>
    /// <param name="spatial">Steps that move voxels.</param>
    /// <param name="onHu">Steps on HU.</param>
    /// <param name="onPatch">Steps on normalised patches.</param>
    public AugmentationPipeline(IEnumerable<ISpatialStep> spatial, IEnumerable<IPatchStep> onHu, IEnumerable<IPatchStep> onPatch) =>
        (this.spatial, this.onHu, this.onPatch) = ([.. spatial], [.. onHu], [.. onPatch]);

    /// <summary>What happens, one line per step, in order.</summary>
    public IEnumerable<string> Descriptions => spatial.Select(s => s.Description).Concat(onHu.Concat(onPatch).Select(s => s.Description));

    /// <summary>The steps whose probability is above 0.</summary>
    /// <param name="settings">The steps' numbers.</param>
    /// <param name="sides">What mirroring does to the classes.</param>
    /// <param name="shape">Sizes of the patches.</param>
    /// <exception cref="ArgumentException">The settings are wrong; the message has all <see cref="Problems"/>.</exception>
    public static AugmentationPipeline Create(AugmentationSettings settings, ClassSides sides, BatchShape shape)
    {
        var problems = Problems(settings, sides);
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems.Select(problem => problem.Message)), nameof(settings));
        }

        (double Probability, ISpatialStep Step)[] spatial =
        [
            (settings.Scaling.Probability, new Scaling(settings.Scaling, shape.IsVolumetric)),
            (settings.Rotation.Probability, new Rotation(settings.Rotation, shape.IsVolumetric)),
            (settings.Elastic.Probability, new ElasticBending(settings.Elastic, shape)),
        ];
        (double Probability, IPatchStep Step)[] onPatch =
        [
            (settings.GaussianNoise.Probability, new GaussianNoise(settings.GaussianNoise)),
            (settings.GaussianBlur.Probability, new GaussianBlur(settings.GaussianBlur)),
            (settings.Brightness.Probability, new Brightness(settings.Brightness)),
            (settings.Contrast.Probability, new Contrast(settings.Contrast)),
            (settings.LowResolution.Probability, new LowResolution(settings.LowResolution)),
            (settings.Gamma.InvertedProbability, new Gamma(settings.Gamma.InvertedProbability, settings.Gamma.Smallest, settings.Gamma.Largest, true)),
            (settings.Gamma.Probability, new Gamma(settings.Gamma.Probability, settings.Gamma.Smallest, settings.Gamma.Largest, false)),
            (IsMirroring(settings.Mirroring) ? 1 : 0, new Mirroring(settings.Mirroring, sides)),
        ];
        return new(
            spatial.Where(s => s.Probability > 0).Select(s => s.Step),
            settings.HuShift.Probability > 0 ? [new HuShift(settings.HuShift)] : [],
            onPatch.Where(s => s.Probability > 0).Select(s => s.Step));
    }

    /// <summary>What is wrong with the settings, one sentence each; empty when all is well.</summary>
    public static ImmutableArray<AugmentationProblem> Problems(AugmentationSettings settings, ClassSides? sides)
    {
        var problems = ImmutableArray.CreateBuilder<AugmentationProblem>();
        var mirroring = settings.Mirroring;
        if (IsMirroring(mirroring) && mirroring.LeftRight && sides is { HasSides: true })
        {
            if (mirroring.Sides == MirroredSides.Refuse)
            {
                problems.Add(new("mirroring", "Mirroring left and right is refused because classes have a side: set mirroring.left_right to false, or mirroring.sides to swap."));
            }
            else if (mirroring.Sides == MirroredSides.Swap && sides.Obstacle is { } obstacle)
            {
                problems.Add(new("mirroring", $"{obstacle} Set mirroring.left_right to false, add the class of the other side, or set mirroring.sides to plain."));
            }
        }

        void Order(double low, double high, string name)
        {
            if (!(low <= high))
            {
                problems.Add(new(name, $"The smallest value {low} is above the largest {high}."));
            }
        }

        Order(settings.Scaling.Smallest, settings.Scaling.Largest, "scaling");
        Order(settings.GaussianBlur.SmallestSigma, settings.GaussianBlur.LargestSigma, "gaussian_blur");
        Order(settings.Brightness.Smallest, settings.Brightness.Largest, "brightness");
        Order(settings.Contrast.Smallest, settings.Contrast.Largest, "contrast");
        Order(settings.LowResolution.Smallest, settings.LowResolution.Largest, "low_resolution");
        Order(settings.Gamma.Smallest, settings.Gamma.Largest, "gamma");
        return problems.ToImmutable();
    }

    /// <summary>Where the voxels of one sample come from.</summary>
    public Warp Warp(Spacing spacing, AugmentationDraw draw)
    {
        var warp = Sampling.Warp.Identity;
        foreach (var step in spatial)
        {
            var chance = draw.For(step.Name);
            if (step.Draw(spacing, ref chance) is { } drawn)
            {
                warp = warp.After(drawn);
            }
        }

        return warp;
    }

    /// <summary>Changes HU in place.</summary>
    public void ChangeHu(Patch patch, AugmentationDraw draw) => Run(onHu, patch, draw);

    /// <summary>Changes a normalised patch in place.</summary>
    public void Change(Patch patch, AugmentationDraw draw) => Run(onPatch, patch, draw);

    static void Run(ImmutableArray<IPatchStep> steps, Patch patch, AugmentationDraw draw)
    {
        foreach (var step in steps)
        {
            var chance = draw.For(step.Name);
            step.Apply(patch, ref chance);
        }
    }

    static bool IsMirroring(MirroringSettings settings) => settings.Probability > 0 && (settings.LeftRight || settings.FrontBack || settings.HeadFoot);
}
