using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Training.Tests.Inference;

/// <summary>Scores each voxel by a formula of its own channels and its place in the tile; remembers what it was given.</summary>
sealed class FormulaNetwork(int outputs, FormulaNetwork.Formula formula) : ITileNetwork
{
    public delegate void Formula(ReadOnlySpan<float> channels, (int I, int J, int K) place, Span<float> scores);

    public List<int[]> Shapes { get; } = [];

    public NdArray Run(NdArray tiles, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Shapes.Add([.. tiles.Shape]);
        var (channels, voxels) = (tiles.Shape[^1], tiles.Count / tiles.Shape[^1]);
        var scores = new float[voxels * outputs];
        var (width, height, depth) = (tiles.Shape[^2], tiles.Shape[^3], tiles.Rank == 5 ? tiles.Shape[1] : 1);
        for (var n = 0; n < voxels; n++)
        {
            formula(tiles.AsFloats().Slice(n * channels, channels), (n % width, n / width % height, n / width / height % depth), scores.AsSpan(n * outputs, outputs));
        }

        return NdArray.Of([.. tiles.Shape[..^1], outputs], scores);
    }

    public void Dispose()
    {
    }

    /// <summary>Class 1 where a HU is above 0; softly, so that interpolation between grids means something.</summary>
    public static FormulaNetwork Threshold() => new(2, (x, _, scores) => scores[0] = 1 - (scores[1] = 1 / (1 + MathF.Exp(-x[0] / 10))));

    public static CardChannel Hu(int offset = 0) => new() { Name = "CT", SliceOffset = offset };

    public static SegmentationRecipe Recipe(int rank = 2) => new()
    {
        Model = "formula",
        SpatialRank = rank,
        Channels = [Hu()],
        Outputs = 2,
        Scores = ScoreKind.Probabilities,
        Classes = [new(1, 7, "dense")],
        LabelSet = "test-1",
        Tile = rank == 2 ? [0, 0, 1] : [16, 12, 8],
        Multiple = [8, 8, 1],
    };
}
