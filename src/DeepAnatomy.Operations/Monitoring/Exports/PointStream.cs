using DeepAnatomy.Operations.Monitoring.Charts;

namespace DeepAnatomy.Operations.Monitoring.Exports;

/// <summary>All points of a run, series by series by name: those that count by rising step, then superseded ones.</summary>
static class PointStream
{
    const int ChunkLength = 1 << 17;

    /// <summary>Chunks of one series each; the same object is filled again for the next.</summary>
    public static IEnumerable<PointColumns> Of(RunSeries run)
    {
        var columns = new PointColumns(ChunkLength);
        foreach (var name in run.Names)
        {
            columns.Series = name;
            foreach (var line in run.LinesOf(name, SessionChoice.Effective))
            {
                foreach (var slice in line.Slices)
                {
                    for (var start = 0; start < slice.Count; start += ChunkLength)
                    {
                        Fill(columns, slice, start, line.IsSuperseded);
                        yield return columns;
                    }
                }

                line.Forget();
            }
        }
    }

    static void Fill(PointColumns columns, Columns.Slice slice, int start, bool isSuperseded)
    {
        columns.Count = Math.Min(ChunkLength, slice.Count - start);
        slice.Values.Slice(start, columns.Count).CopyTo(columns.Values);
        Array.Fill(columns.Sessions, slice.Session, 0, columns.Count);
        Array.Fill(columns.Superseded, isSuperseded, 0, columns.Count);
        for (var n = 0; n < columns.Count; n++)
        {
            columns.Steps[n] = slice.Step(start + n);
            columns.Times[n] = new(slice.Time(start + n), DateTimeKind.Utc);
        }
    }
}
