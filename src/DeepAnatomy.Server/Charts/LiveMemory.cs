namespace DeepAnatomy.Server.Charts;

/// <summary>Keeps the points that all open runs hold in memory within a bound, however many runs are open.</summary>
static class LiveMemory
{
    /// <summary>Points of all runs together, 24 bytes each.</summary>
    public const long MostPoints = 2 << 20;

    /// <summary>The series whose points should go into a file: those that rest before those that grow, the largest first.</summary>
    /// <param name="all">All that are open for writing.</param>
    /// <param name="most">Points that may stay.</param>
    public static IReadOnlyList<SeriesVolume> Surplus(IReadOnlyCollection<SeriesVolume> all, long most = MostPoints)
    {
        List<SeriesVolume> surplus = [];
        var live = all.Select(volume => (Volume: volume, Points: volume.Series.Value.LivePoints)).ToArray();
        var left = live.Sum(one => one.Points);
        foreach (var (volume, points) in live.OrderBy(one => one.Points != one.Volume.LiveBefore).ThenByDescending(one => one.Points))
        {
            if (left > most)
            {
                surplus.Add(volume);
                left -= points;
            }

            volume.LiveBefore = points;
        }

        return surplus;
    }
}
