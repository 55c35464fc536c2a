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
public sealed class CaseValidation(ImmutableArray<PreparedCase> cases, ImmutableArray<string> classes, ValidationSettings settings, SamplingSettings sampling, Normalisation normalisation, ImmutableArray<int> multiple)
{
    readonly TileReader reader = new(sampling, normalisation, multiple);

    /// <summary>Runs the validation.</summary>
    /// <param name="engine">The network.</param>
    /// <param name="cancellation">Ends it between two tiles.</param>
    /// <param name="slice">Given every validated axial slice: case, its tile, and what the network said; null when nobody looks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CaseDice Run(ITrainingEngine engine, CancellationToken cancellation, Action<PreparedCase, Tile, byte[]>? slice = null)
    {
        var results = ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<VoxelCounts>>>();
        foreach (var item in cases.Take(settings.Cases ?? int.MaxValue))
        {
            var counts = new VoxelCounts[classes.Length];
            foreach (var k in Places(item))
            {
                foreach (var tile in reader.Tiles(item, k))
                {
                    cancellation.ThrowIfCancellationRequested();
                    reader.Read(item, tile);
                    var predicted = new byte[tile.Shape.Voxels];
                    engine.Predict(tile.Image, tile.Shape, predicted);
                    Count(tile.Codes, predicted, counts);
                    slice?.Invoke(item, tile, predicted);
                }
            }

            results.Add(new(item.Id, [.. counts.Skip(1)]));
        }

        return new([.. classes.Skip(1)], results.ToImmutable());
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

    static void Count(byte[] codes, byte[] predicted, VoxelCounts[] counts)
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
