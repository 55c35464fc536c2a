namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Points of a curve as they are found.</summary>
sealed class PointList
{
    double[] x = new double[256];
    double[] y = new double[256];

    public int Count { get; private set; }

    public double[] X => x.AsSpan(0, Count).ToArray();

    public double[] Y => y.AsSpan(0, Count).ToArray();

    public void Add(double atX, double value)
    {
        if (Count == x.Length)
        {
            Array.Resize(ref x, Count * 2);
            Array.Resize(ref y, Count * 2);
        }

        x[Count] = atX;
        y[Count++] = value;
    }
}
