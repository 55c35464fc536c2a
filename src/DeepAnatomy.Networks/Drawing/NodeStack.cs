namespace DeepAnatomy.Networks.Drawing;

/// <summary>Layers that follow one another at one resolution: a box with one line for each.</summary>
sealed class NodeStack(List<GraphNode> nodes)
{
    public const double Width = 138, LineHeight = 19, ThinHeight = 13, Padding = 4;

    public List<GraphNode> Nodes { get; } = nodes;

    public int Column { get; set; }

    public int Row { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double Height => Nodes.Sum(HeightOf) + (2 * Padding);

    public int Start => Nodes[0].Rank;

    public static double HeightOf(GraphNode node) => node.IsThin ? ThinHeight : LineHeight;

    /// <summary>Upper edge of a layer's line.</summary>
    public double TopOf(GraphNode node)
    {
        var y = Y + Padding;
        foreach (var other in Nodes)
        {
            if (other == node)
            {
                break;
            }

            y += HeightOf(other);
        }

        return y;
    }

    /// <summary>Middle of a layer's line.</summary>
    public double MiddleOf(GraphNode node) => TopOf(node) + (HeightOf(node) / 2);
}
