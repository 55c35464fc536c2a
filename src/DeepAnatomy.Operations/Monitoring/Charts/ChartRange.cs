namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>A range of the axis in columns of equal width; the last one holds its end too.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End, not before <paramref name="From"/>.</param>
/// <param name="Columns">At least 1.</param>
readonly record struct ChartRange(double From, double To, int Columns)
{
    public int ColumnOf(double x) => To > From ? (int)Math.Clamp(Math.Floor((x - From) / (To - From) * Columns), 0, Columns - 1) : 0;
}
