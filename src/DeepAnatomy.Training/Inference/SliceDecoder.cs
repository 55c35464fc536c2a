using System.Numerics;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Training.Inference;

/// <summary>Makes the labels of one slice of the scan from the scores of all networks: interpolates linearly from their grids, averages, decides. Logits are averaged as such when all networks give them, else probabilities are.</summary>
sealed class SliceDecoder
{
    readonly ScoreStream[] streams;
    readonly SegmentationRecipe[] recipes;
    readonly LinearAxis[][] i;
    readonly LinearAxis[][] j;
    readonly LinearAxis[][] k;
    readonly float[]?[] blended;
    readonly ushort[] values;
    readonly bool isAveragedRaw;
    readonly bool wantsProbabilities;
    readonly bool wantsUncertainty;

    public SliceDecoder(ScoreStream[] streams, SegmentationRecipe[] recipes, Grid scan, PredictionSettings settings)
    {
        (this.streams, this.recipes) = (streams, recipes);
        LinearAxis[][] Axes(int axis) => [.. streams.Select(stream => LinearAxis.Plan(scan, stream.Hu.Grid, axis))];
        (i, j, k) = (Axes(0), Axes(1), Axes(2));
        blended = new float[streams.Length][];
        values = new ushort[recipes[0].Outputs];
        foreach (var item in recipes[0].Classes)
        {
            values[item.Channel] = item.Value;
        }

        isAveragedRaw = recipes.All(recipe => recipe.Scores == recipes[0].Scores);
        (wantsProbabilities, wantsUncertainty) = (settings.Probabilities is not null, settings.Uncertainty is not null);
    }

    int Outputs => values.Length;

    bool IsRegions => recipes[0].IsRegions;

    /// <summary>Decides one slice.</summary>
    /// <param name="n">Slice of the scan (turned to the networks' axes); rising from call to call.</param>
    /// <param name="labels">Gets the labels, i fastest.</param>
    /// <param name="probabilities">Gets one plane for each output, or is empty.</param>
    /// <param name="uncertainty">Gets the planes of entropy and disagreement, or is empty.</param>
    /// <param name="onProgress">Called when tiles were scored.</param>
    /// <param name="cancellation">Stops.</param>
    public void Run(int n, Memory<ushort> labels, byte[] probabilities, byte[] uncertainty, Action onProgress, CancellationToken cancellation)
    {
        var planes = new float[]?[streams.Length];
        for (var m = 0; m < streams.Length; m++)
        {
            planes[m] = k[m][n].IsInside ? Plane(m, k[m][n], onProgress, cancellation) : null;
        }

        var width = i[0].Length;
        Parallel.For(0, j[0].Length, new ParallelOptions { CancellationToken = cancellation }, () => new Scratch(streams, Outputs), (y, _, scratch) =>
        {
            var isInside = true;
            for (var m = 0; m < streams.Length; m++)
            {
                isInside &= planes[m] is { } plane && BlendRows(plane, j[m][y], scratch.Rows[m]);
            }

            Row(y, isInside, labels.Span.Slice(y * width, width), probabilities, uncertainty, scratch);
            return scratch;
        }, _ => { });
    }

    float[] Plane(int m, LinearAxis at, Action onProgress, CancellationToken cancellation)
    {
        streams[m].Forget(at.Low);
        var low = streams[m].Slice(at.Low, onProgress, cancellation);
        if (at.Weight == 0)
        {
            return low;
        }

        var high = streams[m].Slice(at.High, onProgress, cancellation);
        var target = blended[m] ??= new float[low.Length];
        Blend(low, high, at.Weight, target);
        return target;
    }

    static bool BlendRows(float[] plane, LinearAxis at, float[] row)
    {
        Blend(plane.AsSpan(at.Low * row.Length, row.Length), plane.AsSpan(at.High * row.Length, row.Length), at.Weight, row);
        return at.IsInside;
    }

    void Row(int y, bool isInside, Span<ushort> labels, byte[] probabilities, byte[] uncertainty, Scratch scratch)
    {
        Span<float> mean = scratch.Mean;
        for (var x = 0; x < labels.Length; x++)
        {
            var isKnown = isInside;
            for (var m = 0; m < streams.Length && isKnown; m++)
            {
                isKnown = i[m][x].IsInside;
            }

            if (!isKnown)
            {
                labels[x] = 0;
                Outside((y * labels.Length) + x, probabilities, uncertainty, labels.Length * j[0].Length);
                continue;
            }

            var expected = Average(x, mean, scratch);
            var isRaw = isAveragedRaw && recipes[0].Scores == ScoreKind.Logits;
            labels[x] = Decide(mean, isRaw ? 0 : 0.5f);
            if (wantsProbabilities || wantsUncertainty)
            {
                Entropies.ToProbabilities(mean, isRaw ? ScoreKind.Logits : ScoreKind.Probabilities, IsRegions);
                Write((y * labels.Length) + x, mean, expected, probabilities, uncertainty, labels.Length * j[0].Length);
            }
        }
    }

    // Gives the mean of the networks' entropies where they are known.
    float Average(int x, Span<float> mean, Scratch scratch)
    {
        mean.Clear();
        var expected = 0f;
        for (var m = 0; m < streams.Length; m++)
        {
            var (row, width, at) = (scratch.Rows[m], streams[m].Width, i[m][x]);
            var voxel = scratch.Voxels[m].AsSpan();
            Blend(row.AsSpan(at.Low * width, width), row.AsSpan(at.High * width, width), at.Weight, voxel);
            expected += wantsUncertainty ? voxel[Outputs] : 0;
            if (!isAveragedRaw)
            {
                Entropies.ToProbabilities(voxel[..Outputs], recipes[m].Scores, IsRegions);
            }

            for (var c = 0; c < mean.Length; c++)
            {
                mean[c] += voxel[c];
            }
        }

        foreach (ref var value in mean)
        {
            value /= streams.Length;
        }

        return expected / streams.Length;
    }

    ushort Decide(ReadOnlySpan<float> scores, float threshold)
    {
        if (!IsRegions)
        {
            var best = 0;
            for (var c = 1; c < scores.Length; c++)
            {
                best = scores[c] > scores[best] ? c : best;
            }

            return values[best];
        }

        ushort label = 0;
        foreach (var item in recipes[0].Classes)
        {
            label = scores[item.Channel] > threshold ? item.Value : label;
        }

        return label;
    }

    void Write(int at, ReadOnlySpan<float> mean, float expected, byte[] probabilities, byte[] uncertainty, int plane)
    {
        for (var c = 0; c < mean.Length && wantsProbabilities; c++)
        {
            probabilities[(c * plane) + at] = ToByte(mean[c]);
        }

        if (wantsUncertainty)
        {
            var entropy = Entropies.Of(mean, IsRegions);
            (uncertainty[at], uncertainty[plane + at]) = (ToByte(entropy), ToByte(entropy - expected));
        }
    }

    // Beyond what a network has seen there is background, for sure.
    void Outside(int at, byte[] probabilities, byte[] uncertainty, int plane)
    {
        for (var c = 0; c < Outputs && wantsProbabilities; c++)
        {
            probabilities[(c * plane) + at] = !IsRegions && values[c] == 0 ? byte.MaxValue : (byte)0;
        }

        if (wantsUncertainty)
        {
            uncertainty[at] = uncertainty[plane + at] = 0;
        }
    }

    static byte ToByte(float share) => (byte)Math.Clamp(MathF.Round(share * byte.MaxValue), 0, byte.MaxValue);

    static void Blend(ReadOnlySpan<float> low, ReadOnlySpan<float> high, float weight, Span<float> target)
    {
        if (weight == 0)
        {
            low.CopyTo(target);
            return;
        }

        var n = 0;
        var share = new Vector<float>(weight);
        for (; n <= target.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var from = new Vector<float>(low[n..]);
            (from + (share * (new Vector<float>(high[n..]) - from))).CopyTo(target[n..]);
        }

        for (; n < target.Length; n++)
        {
            target[n] = low[n] + (weight * (high[n] - low[n]));
        }
    }

    sealed class Scratch(ScoreStream[] streams, int outputs)
    {
        public float[] Mean { get; } = new float[outputs];

        public float[][] Rows { get; } = [.. streams.Select(stream => new float[stream.Hu.Shape.I * stream.Width])];

        public float[][] Voxels { get; } = [.. streams.Select(stream => new float[stream.Width])];
    }
}
