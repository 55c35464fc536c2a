using System.Collections.Concurrent;
using System.Collections.Immutable;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Makes batches of patches of preprocessed cases: chosen, warped, normalised, augmented, and translated for the loss.</summary>
public sealed class PatchSource : IBatchSource
{
    readonly PatchChooser chooser;
    readonly SamplingSettings sampling;
    readonly Normalisation normalisation;
    readonly AugmentationPipeline? augmentation;
    readonly TargetTable targets;
    readonly ConcurrentBag<(Patch Patch, PatchReader Reader)> working = [];

    /// <summary>Creates the source.</summary>
    /// <param name="cases">The cases, open; at least one.</param>
    /// <param name="sampling">Which patches.</param>
    /// <param name="normalisation">What the network sees of HU.</param>
    /// <param name="sparse">What uncertain voxels are worth.</param>
    /// <param name="augmentation">Changes of the patches; null for none (validation).</param>
    /// <exception cref="ArgumentException">There is no case, or the patch has too few sizes.</exception>
    public PatchSource(ImmutableArray<PreparedCase> cases, SamplingSettings sampling, Normalisation normalisation, SparseSettings sparse, AugmentationPipeline? augmentation)
    {
        if (cases.IsDefaultOrEmpty)
        {
            throw new ArgumentException("There is no case to take patches of.", nameof(cases));
        }

        Shape = sampling.BatchShape();
        (this.sampling, this.normalisation, this.augmentation, targets, chooser) = (sampling, normalisation, augmentation, new(sparse), new(cases, sampling));
    }

    /// <inheritdoc/>
    public BatchShape Shape { get; }

    /// <inheritdoc/>
    public bool HasSoftTargets => targets.HasSoftTargets;

    /// <inheritdoc/>
    public void Fill(Batch batch, long iteration, CancellationToken cancellation)
    {
        if (batch.Shape != Shape || (HasSoftTargets && batch.Probabilities is null))
        {
            throw new ArgumentException("The batch is not of the shape of this source.", nameof(batch));
        }

        var work = working.TryTake(out var used) ? used : (new Patch(Shape), new PatchReader(sampling.Mode, Shape.Width));
        try
        {
            (batch.Iteration, batch.CountedVoxels) = (iteration, 0);
            for (var sample = 0; sample < Shape.Count; sample++)
            {
                cancellation.ThrowIfCancellationRequested();
                batch.CountedVoxels += One(batch, iteration, sample, work.Item1, work.Item2);
            }
        }
        finally
        {
            working.Add(work);
        }
    }

    int One(Batch batch, long iteration, int sample, Patch patch, PatchReader reader)
    {
        var place = chooser.Choose(iteration, sample);
        var draw = new AugmentationDraw((ulong)sampling.Seed, iteration, sample);
        reader.Read(place, augmentation?.Warp(place.Case.Grid.Spacing, draw) ?? Warp.Identity, patch);
        augmentation?.ChangeHu(patch, draw);
        normalisation.Apply(patch.Image);
        augmentation?.Change(patch, draw);

        var voxels = Shape.SampleVoxels;
        batch.Cases[sample] = place.Case.Id;
        Interleave(patch, batch.Image.AsSpan(sample * voxels * Shape.Channels, voxels * Shape.Channels));
        var probabilities = HasSoftTargets ? batch.Probabilities.AsSpan(sample * voxels, voxels) : [];
        return targets.Translate(patch.Codes, batch.Labels.AsSpan(sample * voxels, voxels), batch.Weights.AsSpan(sample * voxels, voxels), probabilities);
    }

    static void Interleave(Patch patch, Span<float> target)
    {
        if (patch.Channels == 1)
        {
            patch.Image.CopyTo(target);
            return;
        }

        for (var c = 0; c < patch.Channels; c++)
        {
            var channel = patch.Channel(c);
            for (int n = 0, at = c; n < channel.Length; n++, at += patch.Channels)
            {
                target[at] = channel[n];
            }
        }
    }
}
