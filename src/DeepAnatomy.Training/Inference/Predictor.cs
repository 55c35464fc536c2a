using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Resampling;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Inference;

/// <summary>Segments scans with one network, or with several whose predictions are averaged. Not for several threads at once.</summary>
/// <remarks>Memory does not grow with the number of slices beyond the scan, its resampled copy and the label map: scores live only as long as slices of the scan still need them.</remarks>
public sealed class Predictor
{
    readonly EnsembleMember[] members;
    readonly PredictionSettings settings;

    /// <summary>Checks that the networks find the same structures on the same axes.</summary>
    /// <param name="members">The networks; at least one.</param>
    /// <param name="settings">How; null for the usual.</param>
    /// <exception cref="ArgumentException">There is no network, they do not fit together, or one cannot be mirrored.</exception>
    public Predictor(IEnumerable<EnsembleMember> members, PredictionSettings? settings = null)
    {
        (this.members, this.settings) = ([.. members], settings ?? new());
        var first = this.members.Length > 0 ? this.members[0].Recipe : throw new ArgumentException("There is no network to predict with.", nameof(members));
        foreach (var other in this.members.Select(member => member.Recipe).Skip(1))
        {
            if (!other.Classes.SequenceEqual(first.Classes) || other.Outputs != first.Outputs || other.IsRegions != first.IsRegions)
            {
                throw new ArgumentException($"{other.Model} does not find the same structures as {first.Model}; an ensemble must agree on labels and channels.", nameof(members));
            }

            if (other.AxisCodes != first.AxisCodes || !other.Transpose.SequenceEqual(first.Transpose))
            {
                throw new ArgumentException($"{other.Model} does not see scans along the same axes as {first.Model}; predict with each alone.", nameof(members));
            }
        }

        if (this.settings.Mirrors)
        {
            foreach (var recipe in this.members.Select(member => member.Recipe).Where(recipe => recipe.SwapsSides))
            {
                _ = recipe.MirroredChannels();
            }
        }
    }

    /// <summary>Whether slices of the networks are slices of the scan's file, as maps that are written slice by slice need.</summary>
    /// <param name="scan">Grid of the scan.</param>
    public bool KeepsSlices(Grid scan) => members[0].Recipe.PlanFor(scan).Source(2) == 2;

    /// <summary>Segments a scan.</summary>
    /// <param name="hu">HU in any orientation.</param>
    /// <param name="progress">Told the share that is done, 0 … 1.</param>
    /// <param name="cancellation">Stops between two layers of a network.</param>
    /// <returns>Labels on the scan's grid; background outside the wanted slices.</returns>
    /// <exception cref="ArgumentException">The wanted slices are not in the scan, maps are wanted whose slices are not the scan's, or a network does not take the tiles.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public LabelMap Run(Volume<short> hu, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var (from, to) = settings.Slices ?? (0, hu.Shape.K - 1);
        if (from < 0 || to < from || to >= hu.Shape.K)
        {
            throw new ArgumentException($"The slices {from} … {to} are not in a scan with slices 0 … {hu.Shape.K - 1}.", nameof(hu));
        }

        if ((settings.Probabilities ?? settings.Uncertainty) is not null && !KeepsSlices(hu.Grid))
        {
            throw new ArgumentException("Maps of probabilities need a scan that is stored as axial slices; convert it first.", nameof(hu));
        }

        var margin = members.Max(member => Margin(member.Recipe, hu.Grid, to - from + 1));
        var (first, last) = (Math.Max(0, from - margin), Math.Min(hu.Shape.K - 1, to + margin));
        var part = last - first + 1 == hu.Shape.K ? hu : Resampler.Crop(hu, (0, 0, first), new(hu.Shape.I, hu.Shape.J, last - first + 1), Preparation.AirHu);
        var plan = members[0].Recipe.PlanFor(part.Grid);
        var turned = plan.IsIdentity ? part : Reorientation.Apply(part, plan);
        var wanted = plan.Source(2) != 2 ? (0, turned.Shape.K - 1) : plan.IsFlipped(2) ? (last - to, last - from) : (from - first, to - first);
        var labels = Labels(turned, plan, part.Shape, first, wanted, progress, cancellation);
        var back = plan.IsIdentity ? labels : Reorientation.Apply(labels, plan.Inverse());
        return new(Volume<ushort>.Adopt(hu.Grid, Placed(back, hu.Shape, first, from, to)), LabelSetOf(members[0].Recipe));
    }

    Volume<ushort> Labels(Volume<short> turned, AxisPlan plan, Shape scan, int firstSlice, (int From, int To) wanted, IProgress<double>? progress, CancellationToken cancellation)
    {
        Dictionary<string, Volume<short>> prepared = [];
        var streams = members.Select(member => new ScoreStream(member, Prepared(member.Recipe, turned, prepared, cancellation), Views(member.Recipe, turned.Grid), settings)).ToArray();
        var recipes = members.Select(member => member.Recipe).ToArray();
        var decoder = new SliceDecoder(streams, recipes, turned.Grid, settings);
        var total = (double)streams.Sum(stream => stream.Total);
        var shape = turned.Shape;
        var labels = new ushort[shape.Count];
        var probabilities = new byte[settings.Probabilities is null ? 0 : recipes[0].Outputs * shape.SliceCount];
        var uncertainty = new byte[settings.Uncertainty is null ? 0 : 2 * shape.SliceCount];
        for (var k = wanted.From; k <= wanted.To; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            decoder.Run(k, labels.AsMemory(k * shape.SliceCount, shape.SliceCount), probabilities, uncertainty, () => progress?.Report(streams.Sum(stream => stream.Done) / total), cancellation);
            Hand(settings.Probabilities, probabilities, plan, shape, scan, k, firstSlice);
            Hand(settings.Uncertainty, uncertainty, plan, shape, scan, k, firstSlice);
        }

        progress?.Report(1);
        return Volume<ushort>.Adopt(turned.Grid, labels);
    }

    static Volume<short> Prepared(SegmentationRecipe recipe, Volume<short> turned, Dictionary<string, Volume<short>> known, CancellationToken cancellation)
    {
        var key = $"{string.Join(' ', recipe.SpacingMm)} {recipe.CropsToBody}";
        return known.TryGetValue(key, out var found) ? found : known[key] = ScanPreparation.Apply(turned, recipe.Preprocessing, cancellation);
    }

    // All combinations of mirrored axes, each with the output channels as they are read.
    (int Mask, int[] Channels)[] Views(SegmentationRecipe recipe, Grid turned)
    {
        var plain = Enumerable.Range(0, recipe.Outputs).ToArray();
        if (!settings.Mirrors)
        {
            return [(0, plain)];
        }

        var sideways = turned.AxisCodes.AsSpan().IndexOfAny('L', 'R');
        int[] axes = [.. (recipe.MirrorAxes ?? [sideways]).Where(axis => axis < recipe.SpatialRank)];
        var swapped = recipe.SwapsSides ? recipe.MirroredChannels() : plain;
        return [.. Enumerable.Range(0, 1 << axes.Length).Select(bits =>
        {
            var mask = axes.Select((axis, n) => (bits >> n & 1) << axis).Sum();
            return (mask, (mask >> sideways & 1) == 1 ? swapped : plain);
        })];
    }

    // Slices beyond the wanted ones that a network needs to see them as in the whole scan.
    static int Margin(SegmentationRecipe recipe, Grid scan, int count)
    {
        var plan = recipe.PlanFor(scan);
        var axis = Enumerable.Range(0, 3).First(target => plan.Source(target) == 2);
        var ratio = recipe.SpacingMm[axis] > 0 ? recipe.SpacingMm[axis] / scan.Spacing.KMm : 1;
        var tile = axis < 2 || recipe.SpatialRank == 3 ? recipe.Tile[axis] * ratio : 1 + (2 * recipe.Channels.Max(channel => Math.Abs(channel.SliceOffset)) * ratio);
        var resampling = ratio == 1 ? 0 : 4 + (int)Math.Ceiling(2 * ratio);
        return resampling + (recipe.SpatialRank == 3 ? (int)Math.Ceiling(Math.Max(tile / 4, (tile - count) / 2)) : (int)Math.Ceiling((tile - 1) / 2));
    }

    static void Hand(PlaneSink? sink, byte[] planes, AxisPlan plan, Shape turned, Shape scan, int k, int firstSlice)
    {
        if (sink is null)
        {
            return;
        }

        var target = new byte[planes.Length];
        var slice = plan.ToSource((0, 0, k), scan).K;
        for (var n = 0; n < turned.SliceCount; n++)
        {
            var (i, j, _) = plan.ToSource((n % turned.I, n / turned.I, k), scan);
            for (var at = 0; at < planes.Length; at += turned.SliceCount)
            {
                target[at + (j * scan.I) + i] = planes[at + n];
            }
        }

        sink(firstSlice + slice, target);
    }

    static ushort[] Placed(Volume<ushort> labels, Shape scan, int first, int from, int to)
    {
        var all = new ushort[scan.Count];
        var length = (to - from + 1) * scan.SliceCount;
        labels.Voxels.Slice((from - first) * scan.SliceCount, length).CopyTo(all.AsSpan(from * scan.SliceCount, length));
        return all;
    }

    static LabelSet LabelSetOf(SegmentationRecipe recipe) =>
        new(recipe.LabelSet.Length > 0 ? recipe.LabelSet : "model", recipe.Classes.Where(item => item.Value > 0).Select(item => new Label(item.Value, item.Name)));
}
