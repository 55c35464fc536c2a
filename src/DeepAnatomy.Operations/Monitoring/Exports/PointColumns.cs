namespace DeepAnatomy.Operations.Monitoring.Exports;

/// <summary>Many points of a series, in columns.</summary>
sealed class PointColumns(int capacity)
{
    public int[] Sessions { get; } = new int[capacity];

    public long[] Steps { get; } = new long[capacity];

    public DateTime[] Times { get; } = new DateTime[capacity];

    public double[] Values { get; } = new double[capacity];

    public bool[] Superseded { get; } = new bool[capacity];

    public int Count { get; set; }

    public string Series { get; set; } = "";
}
