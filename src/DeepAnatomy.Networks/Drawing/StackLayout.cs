namespace DeepAnatomy.Networks.Drawing;

/// <summary>Gathers layers into boxes and gives the boxes their places: by resolution (rows) and depth (columns) where the network goes down and up again, else in lines from left to right.</summary>
sealed class StackLayout
{
    const int EnoughLines = 24, MostLines = 40;
    const double ColumnGap = 44, RowGap = 46, LaneGap = 22, LeftMargin = 96, TopMargin = 92, MostWidth = 1900;

    readonly List<GraphNode> nodes;

    public StackLayout(List<GraphNode> nodes)
    {
        this.nodes = nodes;
        IsUShape = GoesDownAndUp();
        Stacks = Gather();
        Home = [];
        foreach (var stack in Stacks)
        {
            stack.Nodes.ForEach(node => Home[node] = stack);
        }

        Columns();
        Rows();
        Place();
    }

    public List<NodeStack> Stacks { get; }

    public Dictionary<GraphNode, NodeStack> Home { get; }

    /// <summary>True when rows stand for resolutions.</summary>
    public bool IsUShape { get; }

    /// <summary>Top and bottom of each row with the sizes it stands for.</summary>
    public List<(double Top, double Bottom, string Label)> Bands { get; } = [];

    public double Width => Stacks.Max(stack => stack.Right) + ColumnGap;

    public double Bottom => Stacks.Max(stack => stack.Bottom);

    // Each layer goes on in the box of the latest of its inputs that stands at the same resolution and has not been followed yet.
    // Where a way leaves for another resolution, the box ends: what goes on beside it is a branch, not the main line.
    List<NodeStack> Gather()
    {
        var leaving = nodes.SelectMany(node => node.Inputs.Where(input => !SameSize(nodes[input], node))).ToHashSet();
        var followed = nodes.SelectMany(node => node.Inputs).CountBy(input => input).ToDictionary();
        Dictionary<GraphNode, NodeStack> ends = [];
        List<NodeStack> stacks = [];
        foreach (var node in nodes)
        {
            var before = node.Inputs.Select(input => nodes[input])
                .Where(input => ends.TryGetValue(input, out var stack) && !IsFull(stack, node) && (followed[input.Index] == 1 || !leaving.Contains(input.Index)) && input.Frame == node.Frame && input.Family != LayerFamily.Input && SameSize(input, node))
                .MaxBy(input => (input.Rank * 2) + (ends[input].Nodes.Count > 1 ? 1 : 0));
            if (before is null)
            {
                var stack = new NodeStack([node]);
                stacks.Add(stack);
                ends[node] = stack;
            }
            else
            {
                ends.Remove(before, out var stack);
                stack!.Nodes.Add(node);
                ends[node] = stack;
            }
        }

        return [.. stacks.OrderBy(stack => stack.Start)];
    }

    // A long box ends where something ends: after an activation, before the next layer that counts.
    static bool IsFull(NodeStack stack, GraphNode next) =>
        stack.Nodes.Count >= MostLines || (stack.Nodes.Count >= EnoughLines && !next.IsThin && next.Family != LayerFamily.Merging && stack.Nodes[^1].Family == LayerFamily.Activation);

    static bool SameSize(GraphNode a, GraphNode b) => a.Place.AsSpan().SequenceEqual(b.Place);

    // Longest way over the boxes that start earlier.
    void Columns()
    {
        foreach (var stack in Stacks)
        {
            foreach (var other in stack.Nodes.SelectMany(node => node.Inputs).Select(input => Home[nodes[input]]).Where(other => other != stack && other.Start < stack.Start))
            {
                stack.Column = Math.Max(stack.Column, other.Column + 1);
            }
        }
    }

    bool GoesDownAndUp()
    {
        var sizes = nodes.Where(node => node.Place.Length > 0).Select(Volume).ToList();
        var output = nodes.FirstOrDefault(node => node.IsOutput);
        return sizes.Count > 0 && sizes.Min() < sizes.Max() && output?.Place.Length > 0 && nodes.TrueForAll(node => node.Place.Length > 0)
            && nodes.Exists(node => node.Inputs.Count > 0 && node.Inputs.All(input => Volume(nodes[input]) < Volume(node)));
    }

    static long Volume(GraphNode node) => node.Place.Aggregate(1L, (product, size) => product * size);

    void Rows()
    {
        if (IsUShape)
        {
            string[] sizes = [.. nodes.OrderByDescending(Volume).Select(SizeLabel).Distinct()];
            Stacks.ForEach(stack => stack.Row = Array.IndexOf(sizes, SizeLabel(stack.Nodes[0])));
            return;
        }

        var perRow = Math.Max(1, (int)((MostWidth - LeftMargin) / (NodeStack.Width + ColumnGap)));
        foreach (var stack in Stacks)
        {
            (stack.Row, stack.Column) = (stack.Column / perRow, stack.Column % perRow);
        }
    }

    static string SizeLabel(GraphNode node) => string.Join(" × ", node.Place);

    void Place()
    {
        var y = TopMargin;
        foreach (var row in Stacks.GroupBy(stack => stack.Row).OrderBy(row => row.Key))
        {
            var bottom = y;
            foreach (var cell in row.GroupBy(stack => stack.Column))
            {
                var lane = y;
                foreach (var stack in cell)
                {
                    stack.X = (IsUShape ? LeftMargin : ColumnGap) + (stack.Column * (NodeStack.Width + ColumnGap));
                    stack.Y = lane;
                    lane = stack.Bottom + LaneGap;
                }

                bottom = Math.Max(bottom, lane - LaneGap);
            }

            Bands.Add((y, bottom, IsUShape ? SizeLabel(row.First().Nodes[0]) : ""));
            y = bottom + RowGap;
        }
    }
}
