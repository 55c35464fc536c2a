using DeepAnatomy.Training.Preprocessing;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Chooses where patches lie: a share on structures, the others anywhere, or near annotated voxels when a case is sparse.</summary>
sealed class PatchChooser(IReadOnlyList<PreparedCase> cases, SamplingSettings settings)
{
    readonly BatchShape shape = settings.BatchShape();

    /// <summary>The place of one sample.</summary>
    public PatchPlace Choose(long iteration, int sample)
    {
        var chance = Chance.Of((ulong)settings.Seed, iteration, sample, "place");
        var item = cases[chance.Below(cases.Count)];
        var place = IsForced(iteration, sample) && OnStructure(item, ref chance) is { } structure ? structure
            : item.AnnotatedPlaceCount > 0 ? item.AnnotatedPlace(chance.Below(item.AnnotatedPlaceCount))
            : Anywhere(item, ref chance);
        var volume = item.Grid.Shape;
        return new(item, Inside(place.I, shape.Width, volume.I), Inside(place.J, shape.Height, volume.J), settings.Mode == PatchMode.Block ? Inside(place.K, shape.Depth, volume.K) : place.K);
    }

    /// <summary>The last samples of a batch are forced, as many as the share says; a fraction of a sample is drawn per batch, so that the share is right for any batch size.</summary>
    bool IsForced(long iteration, int sample)
    {
        var batch = Chance.Of((ulong)settings.Seed, iteration, -1, "foreground");
        return sample >= settings.BatchSize - (int)Math.Floor((settings.BatchSize * settings.ForegroundShare) + batch.Unit());
    }

    static (int I, int J, int K)? OnStructure(PreparedCase item, ref Chance chance)
    {
        var present = 0;
        for (var c = 1; c < item.VoxelCounts.Length; c++)
        {
            present += item.PlaceCount(c) > 0 ? 1 : 0;
        }

        var wanted = chance.Below(Math.Max(1, present));
        for (var c = 1; c < item.VoxelCounts.Length; c++)
        {
            if (item.PlaceCount(c) > 0 && wanted-- == 0)
            {
                return item.Place(c, chance.Below(item.PlaceCount(c)));
            }
        }

        return null;
    }

    static (int I, int J, int K) Anywhere(PreparedCase item, ref Chance chance) =>
        (chance.Below(item.Grid.Shape.I), chance.Below(item.Grid.Shape.J), chance.Below(item.Grid.Shape.K));

    // Where the scan is larger than the patch, the patch stays inside; else it is put on the middle.
    static int Inside(int middle, int patch, int volume) =>
        volume <= patch ? volume / 2 : Math.Clamp(middle, patch / 2, volume - patch + (patch / 2));
}
