using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Training.Preprocessing;

/// <summary>What the head of a file of a preprocessed case says (JSON); see <see cref="PreparedCaseFile"/>.</summary>
sealed record PreparedHeader
{
    public string Id { get; init; } = "";

    public string Patient { get; init; } = "";

    /// <summary>Hash over inputs, settings and version: the file is right for exactly this key.</summary>
    public string Key { get; init; } = "";

    public int[] Shape { get; init; } = [];

    public double[] SpacingMm { get; init; } = [];

    public double[] OriginLpsMm { get; init; } = [];

    /// <summary>Directions of i, j, k, nine numbers.</summary>
    public double[] Axes { get; init; } = [];

    /// <summary>Voxels of each class that are certain.</summary>
    public long[] VoxelCounts { get; init; } = [];

    public long UndefinedCount { get; init; }

    public long UncertainCount { get; init; }

    /// <summary>Places stored: first of any annotated voxel (only of sparse cases), then of each class.</summary>
    public int[] PlaceCounts { get; init; } = [];

    /// <summary>SHA-256 of everything behind the header.</summary>
    public string DataSha256 { get; init; } = "";

    public Grid ToGrid()
    {
        if (Shape is not [var i, var j, var k] || SpacingMm is not [var x, var y, var z] || OriginLpsMm is not [var u, var v, var w] || Axes is not { Length: 9 } a)
        {
            throw new ArgumentException("the geometry is incomplete");
        }

        return new(new(i, j, k), new(x, y, z), new(u, v, w), new(new(a[0], a[1], a[2]), new(a[3], a[4], a[5]), new(a[6], a[7], a[8])));
    }

    public PreparedHeader On(Grid grid) => this with
    {
        Shape = [grid.Shape.I, grid.Shape.J, grid.Shape.K],
        SpacingMm = [grid.Spacing.IMm, grid.Spacing.JMm, grid.Spacing.KMm],
        OriginLpsMm = [grid.Origin.XMm, grid.Origin.YMm, grid.Origin.ZMm],
        Axes = [.. Enumerable.Range(0, 3).SelectMany(n => new[] { grid.Orientation.Along(n).XMm, grid.Orientation.Along(n).YMm, grid.Orientation.Along(n).ZMm })],
    };
}
