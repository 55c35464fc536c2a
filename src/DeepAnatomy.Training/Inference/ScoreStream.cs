using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Training.Inference;

/// <summary>The scores of one network on its own grid, slice after slice: only the slices that tiles still write to, or that are still read, are in memory.</summary>
sealed class ScoreStream
{
    readonly EnsembleMember member;
    readonly PredictionSettings settings;
    readonly TileReader reader;
    readonly TileAxis i;
    readonly TileAxis j;
    readonly TileAxis k;
    readonly (int Mask, int[] Channels)[] views;
    readonly bool hasEntropy;
    readonly Dictionary<int, float[]> slices = [];
    readonly Stack<float[]> free = [];
    int nextRow;
    bool isStarted;

    public ScoreStream(EnsembleMember member, Volume<short> hu, (int Mask, int[] Channels)[] views, PredictionSettings settings)
    {
        (this.member, this.settings, this.views, Hu) = (member, settings, views, hu);
        hasEntropy = settings.Uncertainty is not null;
        var recipe = member.Recipe;
        i = Axis(recipe, hu.Shape.I, 0, settings.Step);
        j = Axis(recipe, hu.Shape.J, 1, settings.Step);
        k = recipe.SpatialRank == 2 ? TileAxis.Plan(hu.Shape.K, 1, 1) : Axis(recipe, hu.Shape.K, 2, settings.Step);
        reader = new(recipe, hu, i.Tile);
        Width = recipe.Outputs + (hasEntropy ? 1 : 0);
    }

    /// <summary>The scan as the network sees it.</summary>
    public Volume<short> Hu { get; }

    /// <summary>Numbers a voxel: the scores, then the mean entropy of all views where uncertainty is wanted.</summary>
    public int Width { get; }

    /// <summary>Tiles scored so far, skipped ones included.</summary>
    public long Done { get; private set; }

    /// <summary>Tiles in all.</summary>
    public long Total => (long)k.Starts.Length * TilesOfRow;

    int TilesOfRow => i.Starts.Length * j.Starts.Length * views.Length;

    int TileVoxels => i.Tile * j.Tile * k.Tile;

    /// <summary>The scores of a slice of the network's grid, order (j, i, number). Slices are asked for in rising order.</summary>
    public float[] Slice(int slice, Action onProgress, CancellationToken cancellation)
    {
        while (!isStarted && nextRow < k.Starts.Length - 1 && k.Starts[nextRow] + k.Tile <= slice)
        {
            nextRow++;
            Done += TilesOfRow;
        }

        isStarted = true;
        while (nextRow < k.Starts.Length && k.Starts[nextRow] <= slice)
        {
            var batch = Math.Max(1, settings.BatchVoxels / TileVoxels);
            var rows = member.Recipe.SpatialRank == 2 ? Math.Clamp(batch / TilesOfRow, 1, k.Starts.Length - nextRow) : 1;
            Run(nextRow, rows, batch, onProgress, cancellation);
            nextRow += rows;
        }

        return slices[slice];
    }

    /// <summary>Gives back the memory of all slices before this one.</summary>
    public void Forget(int before)
    {
        foreach (var old in slices.Keys.Where(key => key < before).ToArray())
        {
            free.Push(slices[old]);
            slices.Remove(old);
        }
    }

    void Run(int firstRow, int rows, int batch, Action onProgress, CancellationToken cancellation)
    {
        var tiles = from row in Enumerable.Range(firstRow, rows)
                    from y in Enumerable.Range(0, j.Starts.Length)
                    from x in Enumerable.Range(0, i.Starts.Length)
                    from view in views
                    select (X: x, Y: y, Z: row, View: view);
        foreach (var part in tiles.Chunk(batch))
        {
            cancellation.ThrowIfCancellationRequested();
            var channels = member.Recipe.Channels.Length;
            var bytes = new byte[part.Length * (long)TileVoxels * channels * sizeof(float)];
            var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
            for (var n = 0; n < part.Length; n++)
            {
                reader.Fill((i.Starts[part[n].X], j.Starts[part[n].Y], k.Starts[part[n].Z]), (i.Tile, j.Tile, k.Tile), part[n].View.Mask, values.Slice(n * TileVoxels * channels, TileVoxels * channels));
            }

            var scores = member.Network.Run(new(ElementType.Float32, member.Recipe.SpatialRank == 2 ? [part.Length, j.Tile, i.Tile, channels] : [part.Length, k.Tile, j.Tile, i.Tile, channels], bytes), cancellation);
            Check(scores, part.Length);
            for (var n = 0; n < part.Length; n++)
            {
                Add(scores, n * TileVoxels, part[n].X, part[n].Y, part[n].Z, part[n].View);
            }

            Done += part.Length;
            onProgress();
        }
    }

    void Check(NdArray scores, int tiles)
    {
        if (scores.Count != tiles * (long)TileVoxels * member.Recipe.Outputs)
        {
            throw new ArgumentException($"{member.Recipe.Model}: for {tiles} tiles of {i.Tile} × {j.Tile} × {k.Tile} voxels the network gave an array of shape ({string.Join(", ", scores.Shape)}); it must give one score for each voxel and class.");
        }
    }

    void Add(NdArray scores, int offset, int x, int y, int z, (int Mask, int[] Channels) view)
    {
        var targets = Enumerable.Range(k.Starts[z], k.Tile).Select(slice => slice >= 0 && slice < k.Size ? Target(slice) : null).ToArray();
        Parallel.For(0, k.Tile * j.Tile, line =>
        {
            var (dz, dy) = (line / j.Tile, line % j.Tile);
            var weight = k.WeightsOf(z)[dz] * j.WeightsOf(y)[dy] / views.Length;
            if (targets[dz] is { } slice && weight > 0)
            {
                var (fromZ, fromY) = ((view.Mask & 4) == 0 ? dz : k.Tile - 1 - dz, (view.Mask & 2) == 0 ? dy : j.Tile - 1 - dy);
                var outputs = member.Recipe.Outputs;
                var from = scores.AsFloats().Slice((offset + (((fromZ * j.Tile) + fromY) * i.Tile)) * outputs, i.Tile * outputs);
                AddRow(from, slice.AsSpan((j.Starts[y] + dy) * i.Size * Width, i.Size * Width), x, weight, view);
            }
        });
    }

    void AddRow(ReadOnlySpan<float> from, Span<float> to, int x, float rowWeight, (int Mask, int[] Channels) view)
    {
        var (outputs, start) = (view.Channels.Length, i.Starts[x]);
        var weights = i.WeightsOf(x);
        Span<float> voxel = hasEntropy ? new float[outputs] : [];
        for (var dx = Math.Max(0, -start); dx < i.Tile && start + dx < i.Size; dx++)
        {
            var weight = rowWeight * weights[dx];
            var source = from.Slice(((view.Mask & 1) == 0 ? dx : i.Tile - 1 - dx) * outputs, outputs);
            var target = to.Slice((start + dx) * Width, Width);
            for (var c = 0; c < outputs; c++)
            {
                target[c] += weight * source[view.Channels[c]];
            }

            if (hasEntropy)
            {
                source.CopyTo(voxel);
                Entropies.ToProbabilities(voxel, member.Recipe.Scores, member.Recipe.IsRegions);
                target[outputs] += weight * Entropies.Of(voxel, member.Recipe.IsRegions);
            }
        }
    }

    float[] Target(int slice)
    {
        if (!slices.TryGetValue(slice, out var target))
        {
            target = free.TryPop(out var old) ? old : new float[i.Size * j.Size * Width];
            Array.Clear(target);
            slices[slice] = target;
        }

        return target;
    }

    static TileAxis Axis(SegmentationRecipe recipe, int size, int axis, double step)
    {
        var multiple = recipe.Multiple[axis];
        var whole = (size + multiple - 1) / multiple * multiple;
        return TileAxis.Plan(size, recipe.Tile[axis] == 0 ? whole : recipe.Tile[axis], step);
    }
}
