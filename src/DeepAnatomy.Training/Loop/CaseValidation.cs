using System.Collections.Immutable;
using DeepAnatomy.Evaluation.Overlap;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Loop;

/// <summary>Measures a network on whole cases: in 2-D on whole slices, in 3-D block by block.</summary>
/// <param name="cases">The cases.</param>
/// <param name="classes">Names of the classes, background first.</param>
/// <param name="settings">How many cases and slices.</param>
/// <param name="sampling">What the network sees at once.</param>
/// <param name="normalisation">What it sees of HU.</param>
/// <param name="multiple">Each size must be a multiple of this, in the order (k,) j, i.</param>
/// <param name="sparse">What uncertain voxels are worth in the loss; null for the usual.</param>
public sealed class CaseValidation(ImmutableArray<PreparedCase> cases, ImmutableArray<string> classes, ValidationSettings settings, SamplingSettings sampling, Normalisation normalisation, ImmutableArray<int> multiple, SparseSettings? sparse = null)
{
    readonly TileReader reader = new(sampling, normalisation, multiple);
    readonly TargetTable targets = new(sparse ?? new());

    /// <summary>Runs the validation.</summary>
    /// <param name="engine">The network.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <param name="slice">Given every validated tile: case, tile, and what the network said; null when nobody looks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CaseDice Run(ITrainingEngine engine, CancellationToken cancellation, Action<PreparedCase, Tile, byte[]>? slice = null)
    {
        var results = ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<VoxelCounts>>>();
        var (loss, judged) = (0.0, 0);
        foreach (var item in cases.Take(settings.Cases ?? int.MaxValue))
        {
            var counts = new VoxelCounts[classes.Length];
            foreach (var tiles in Places(item).SelectMany(k => reader.Tiles(item, k)).Chunk(TilesAtOnce(item)))
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = BatchOf(item, tiles);
                var predicted = new byte[batch.Labels.Length];
                var found = engine.Judge(batch, predicted);
                (loss, judged) = batch.CountedVoxels > 0 ? (loss + (found * tiles.Length), judged + tiles.Length) : (loss, judged);
                for (var n = 0; n < tiles.Length; n++)
                {
                    var said = predicted.AsSpan(n * tiles[n].Shape.Voxels, tiles[n].Shape.Voxels);
                    Count(tiles[n].Codes, said, counts);
                    slice?.Invoke(item, tiles[n], said.ToArray());
                }
            }

            results.Add(new(item.Id, [.. counts.Skip(1)]));
        }

        return new([.. classes.Skip(1)], results.ToImmutable()) { Loss = judged > 0 ? loss / judged : double.NaN };
    }

    // As many as a training batch has, but no more voxels, so that a validation needs no more memory than a step.
    int TilesAtOnce(PreparedCase item)
    {
        var shape = sampling.BatchShape();
        return Math.Clamp(shape.Voxels / Math.Max(1, reader.Tiles(item, 0).First().Shape.Voxels), 1, shape.Count);
    }

    Batch BatchOf(PreparedCase item, Tile[] tiles)
    {
        var batch = new Batch(tiles[0].Shape with { Count = tiles.Length }, targets.HasSoftTargets);
        var (voxels, channels) = (tiles[0].Shape.Voxels, tiles[0].Shape.Channels);
        for (var n = 0; n < tiles.Length; n++)
        {
            reader.Read(item, tiles[n]);
            tiles[n].Image.CopyTo(batch.Image.AsSpan(n * voxels * channels));
            var probabilities = targets.HasSoftTargets ? batch.Probabilities.AsSpan(n * voxels, voxels) : [];
            batch.CountedVoxels += targets.Translate(tiles[n].Codes, batch.Labels.AsSpan(n * voxels, voxels), batch.Weights.AsSpan(n * voxels, voxels), probabilities);
        }

        return batch;
    }

    IEnumerable<int> Places(PreparedCase item)
    {
        var slices = item.Grid.Shape.K;
        if (sampling.Mode == PatchMode.Block)
        {
            return TileReader.Starts(slices, sampling.PatchSize[2]);
        }

        var wanted = Math.Min(settings.SlicesPerCase ?? slices, slices);
        return Enumerable.Range(0, wanted).Select(n => (int)(((2L * n) + 1) * slices / (2L * wanted)));
    }

    static void Count(byte[] codes, ReadOnlySpan<byte> predicted, VoxelCounts[] counts)
    {
        var pairs = new long[counts.Length * counts.Length];
        for (var n = 0; n < codes.Length; n++)
        {
            if (VoxelCode.IsCertain(codes[n]))
            {
                pairs[(predicted[n] * counts.Length) + codes[n]]++;
            }
        }

        var all = pairs.Sum();
        for (var c = 0; c < counts.Length; c++)
        {
            var hits = pairs[(c * counts.Length) + c];
            long said = 0, drawn = 0;
            for (var other = 0; other < counts.Length; other++)
            {
                said += pairs[(c * counts.Length) + other];
                drawn += pairs[(other * counts.Length) + c];
            }

            counts[c] += new VoxelCounts(hits, said - hits, drawn - hits, all - said - drawn + hits);
        }
    }
}
