namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>The finite values of a window, sorted.</summary>
/// <param name="capacity">Most values.</param>
sealed class SortedWindow(int capacity)
{
    readonly double[] sorted = new double[capacity + 1];
    int count;

    /// <summary>Median; of an even number the mean of the middle two. NaN without values.</summary>
    public double Median => count == 0 ? double.NaN : count % 2 == 1 ? sorted[count / 2] : (sorted[(count / 2) - 1] / 2) + (sorted[count / 2] / 2);

    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var at = Array.BinarySearch(sorted, 0, count, value);
        at = at < 0 ? ~at : at;
        Array.Copy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = value;
        count++;
    }

    public void Remove(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var at = Array.BinarySearch(sorted, 0, count, value);
        Array.Copy(sorted, at + 1, sorted, at, count - at - 1);
        count--;
    }
}
