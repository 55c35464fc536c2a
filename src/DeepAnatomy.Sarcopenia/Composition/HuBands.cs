namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The HU axis cut at every bound of a set of windows, so that each window is a run of whole bands and one pass over the voxels serves all windows.</summary>
sealed class HuBands
{
    readonly short[] firstHu;
    readonly byte[] bandOf = new byte[ushort.MaxValue + 1];

    /// <summary>Cuts the axis.</summary>
    /// <param name="windows">The windows that will be asked for.</param>
    public HuBands(ReadOnlySpan<HuWindow> windows)
    {
        var cuts = new SortedSet<int> { short.MinValue };
        foreach (var window in windows)
        {
            cuts.Add(window.Low);
            cuts.Add(window.High + 1);
        }

        cuts.Remove(short.MaxValue + 1);
        firstHu = [.. cuts.Select(c => (short)c)];
        for (int hu = short.MinValue, band = 0; hu <= short.MaxValue; hu++)
        {
            band += band + 1 < firstHu.Length && hu >= firstHu[band + 1] ? 1 : 0;
            bandOf[(ushort)(short)hu] = (byte)band;
        }
    }

    /// <summary>The bands of the product's windows.</summary>
    public static HuBands Default { get; } = new(HuWindows.All);

    /// <summary>How many bands there are.</summary>
    public int Count => firstHu.Length;

    /// <summary>Band of every HU value; index is the value's bits as <see cref="ushort"/>.</summary>
    public ReadOnlySpan<byte> BandOf => bandOf;

    /// <summary>The bands [first, end) that make up a window; all bands for null.</summary>
    /// <exception cref="ArgumentException">The window's bounds are no cuts of this axis.</exception>
    public (int First, int End) RangeOf(HuWindow? window)
    {
        if (window is null)
        {
            return (0, Count);
        }

        var first = Array.BinarySearch(firstHu, window.Low);
        var end = window.High == short.MaxValue ? Count : Array.BinarySearch(firstHu, (short)(window.High + 1));
        return first >= 0 && end > first ? (first, end) : throw new ArgumentException($"The window {window.Low} … {window.High} HU is not one of those tallied.", nameof(window));
    }
}
