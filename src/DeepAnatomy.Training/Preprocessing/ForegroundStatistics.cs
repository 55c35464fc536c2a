namespace DeepAnatomy.Training.Preprocessing;

/// <summary>Statistics of the HU of foreground voxels of many scans, exact and in constant memory: HU are whole numbers, so they are counted.</summary>
/// <param name="Count">Voxels.</param>
/// <param name="MeanHu">Mean.</param>
/// <param name="SdHu">Standard deviation.</param>
/// <param name="MinHu">Smallest.</param>
/// <param name="Percentile005Hu">0.5th percentile.</param>
/// <param name="MedianHu">Median.</param>
/// <param name="Percentile995Hu">99.5th percentile.</param>
/// <param name="MaxHu">Largest.</param>
public sealed record ForegroundStatistics(long Count, double MeanHu, double SdHu, double MinHu, double Percentile005Hu, double MedianHu, double Percentile995Hu, double MaxHu)
{
    /// <summary>nnU-Net's CT normalisation by these statistics.</summary>
    /// <exception cref="InvalidOperationException">There is no foreground, or all of it has the same HU.</exception>
    public Normalisation ToNormalisation() => SdHu > 0 && Percentile995Hu > Percentile005Hu
        ? new(Percentile005Hu, Percentile995Hu, MeanHu, SdHu)
        : throw new InvalidOperationException("The foreground has no spread of HU to normalise by; use a window.");

    /// <summary>The statistics of the certain foreground of preprocessed cases.</summary>
    public static ForegroundStatistics Of(IEnumerable<PreparedCase> cases, CancellationToken cancellation = default)
    {
        var counts = new HuCounts();
        foreach (var item in cases)
        {
            var (hu, codes) = (new short[item.Grid.Shape.SliceCount], new byte[item.Grid.Shape.SliceCount]);
            for (var k = 0; k < item.Grid.Shape.K; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                item.ReadSlices(k, 1, hu, codes);
                counts.AddForeground(hu, codes);
            }
        }

        return counts.Statistics();
    }
}
