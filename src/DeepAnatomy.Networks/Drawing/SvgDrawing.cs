using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>Writes a laid-out network as SVG.</summary>
sealed class SvgDrawing(StackLayout layout, List<GraphNode> nodes, string title, string subtitle)
{
    const double Text = 10.5, Small = 8.5, Legend = 104;
    const string Ink = "#1f2937", Soft = "#6b7280", Line = "#64748b", Skip = "#3b6fc9";

    readonly SvgText svg = new();
    readonly Dictionary<(int Gap, GraphNode Source), int> lanes = [];

    public string Draw()
    {
        var families = nodes.Select(node => node.Family).Distinct().Order().ToList();
        var width = Math.Max(layout.Width, Math.Max(560, (families.Count * Legend) + 80));
        var height = layout.Bottom + 78;
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SvgText.N(width)} {SvgText.N(height)}\" width=\"{SvgText.N(width)}\" height=\"{SvgText.N(height)}\" font-family=\"Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif\">");
        svg.Raw($"<title>{SvgText.Escape(title)}</title>");
        svg.Raw($"<defs><marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6.5\" markerHeight=\"6.5\" orient=\"auto\"><path d=\"M0 0.6 L8 4 L0 7.4 Z\" fill=\"{Line}\"/></marker><marker id=\"skip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6.5\" markerHeight=\"6.5\" orient=\"auto\"><path d=\"M0 0.6 L8 4 L0 7.4 Z\" fill=\"{Skip}\"/></marker></defs>");
        svg.Rectangle(0, 0, width, height, "fill=\"#ffffff\"");
        svg.Text(28, 40, title, $"font-size=\"20\" font-weight=\"600\" fill=\"{Ink}\"");
        svg.Text(28, 62, subtitle, $"font-size=\"12\" fill=\"{Soft}\"");
        Bands(width);
        Frames();
        Edges();
        layout.Stacks.ForEach(Box);
        Key(families, height);
        svg.Raw("</svg>");
        return svg.ToString();
    }

    void Bands(double width)
    {
        foreach (var (top, bottom, label) in layout.Bands.Where(band => band.Label.Length > 0))
        {
            svg.Rectangle(12, top - 16, width - 24, bottom - top + 36, "rx=\"8\" fill=\"#f8fafc\"");
            svg.Text(22, top + 4, label, $"font-size=\"11\" font-weight=\"600\" fill=\"{Soft}\"");
        }
    }

    void Frames()
    {
        foreach (var stack in layout.Stacks.Where(stack => stack.Nodes[0].Frame.Length > 0))
        {
            var name = stack.Nodes[0].Frame;
            svg.Rectangle(stack.X - 7, stack.Y - 15, NodeStack.Width + 14, stack.Height + 22, "rx=\"7\" fill=\"none\" stroke=\"#334155\" stroke-width=\"1\" stroke-dasharray=\"4 3\"");
            svg.Text(stack.X - 2, stack.Y - 5, SvgText.Fit(name, NodeStack.Width, Small), $"font-size=\"{Small}\" font-weight=\"600\" fill=\"#334155\"");
        }
    }

    void Edges()
    {
        foreach (var node in nodes)
        {
            var to = layout.Home[node];
            foreach (var source in node.Inputs.Select(input => nodes[input]))
            {
                var from = layout.Home[source];
                if (from != to)
                {
                    var isSkip = to.Column - from.Column > 1 && node.Inputs.Count > 1;
                    Path(EdgePaths.Between(from, source, to, node, Lane(Math.Min(from.Column, to.Column), source)), isSkip);
                }
                else if (to.Nodes.IndexOf(node) - to.Nodes.IndexOf(source) > 1)
                {
                    Path(EdgePaths.Inside(to, source, node, 0), isSkip: true);
                }
            }
        }
    }

    // What leaves one layer shares a way; others go beside it.
    int Lane(int gap, GraphNode source)
    {
        if (!lanes.TryGetValue((gap, source), out var lane))
        {
            lane = lanes.Keys.Count(key => key.Gap == gap && layout.Home[key.Source].Row - layout.Home[source].Row is >= -1 and <= 1) % EdgePaths.Lanes;
            lanes[(gap, source)] = lane;
        }

        return lane;
    }

    void Path(string d, bool isSkip) =>
        svg.Raw($"<path d=\"{d}\" fill=\"none\" stroke=\"{(isSkip ? Skip : Line)}\" stroke-width=\"{(isSkip ? 1.6 : 1.3)}\" marker-end=\"url(#{(isSkip ? "skip" : "end")})\"/>");

    void Box(NodeStack stack)
    {
        svg.Rectangle(stack.X, stack.Y, NodeStack.Width, stack.Height, "rx=\"6\" fill=\"#ffffff\" stroke=\"#94a3b8\" stroke-width=\"1\"");
        foreach (var node in stack.Nodes)
        {
            Entry(stack, node);
        }

        if (stack.Nodes[^1].Shape is { } shape)
        {
            var text = string.Join('×', shape.Sizes.Skip(1).Select(size => size?.ToString() ?? "?"));
            svg.Text(stack.Right, stack.Bottom + 11, SvgText.Fit(text, NodeStack.Width, 9), $"font-size=\"9\" text-anchor=\"end\" fill=\"{Soft}\" stroke=\"#f8fafc\" stroke-width=\"3\" paint-order=\"stroke\"");
        }
    }

    void Entry(NodeStack stack, GraphNode node)
    {
        var (fill, mark, _) = Palette.Of(node.Family);
        var (top, height) = (stack.TopOf(node), NodeStack.HeightOf(node));
        var size = node.IsThin ? Small : Text;
        svg.Raw($"<g><title>{SvgText.Escape(Details(node))}</title>");
        svg.Rectangle(stack.X + 4, top, NodeStack.Width - 8, height - 1.5, $"rx=\"2.5\" fill=\"{fill}\"{(node.IsOutput ? $" stroke=\"{Ink}\" stroke-width=\"1.2\"" : "")}");
        svg.Rectangle(stack.X + 4, top, 3, height - 1.5, $"rx=\"1.5\" fill=\"{mark}\"");
        var channels = node.IsThin || node.Shape is not { Rank: > 1 } shape ? "" : shape[-1]?.ToString() ?? "";
        var room = NodeStack.Width - 22 - SvgText.WidthOf(channels, size);
        var baseline = top + (height / 2) + (size * 0.33) - 0.5;
        svg.Text(stack.X + 12, baseline, SvgText.Fit(LayerCaption.Of(node.Layer) + (node.Repeat > 0 ? $" ({node.Repeat}.)" : ""), room, size), $"font-size=\"{SvgText.N(size)}\" fill=\"{Ink}\"");
        if (channels.Length > 0)
        {
            svg.Text(stack.Right - 9, baseline, channels, $"font-size=\"{SvgText.N(size)}\" text-anchor=\"end\" font-weight=\"600\" fill=\"{mark}\"");
        }

        svg.Raw("</g>");
    }

    static string Details(GraphNode node) =>
        $"{(node.Frame.Length > 0 ? node.Frame + "/" : "")}{node.Layer.Name} ({node.Layer.ClassName}){(node.Shape is { } shape ? $" {shape}" : "")}{(node.Parameters > 0 ? $", {node.Parameters} parameters" : "")}{(node.IsOutput ? ", output" : "")}";

    void Key(List<LayerFamily> families, double height)
    {
        var x = 28.0;
        foreach (var family in families)
        {
            var (fill, mark, name) = Palette.Of(family);
            svg.Rectangle(x, height - 34, 14, 12, $"rx=\"2.5\" fill=\"{fill}\" stroke=\"{mark}\" stroke-width=\"1\"");
            svg.Text(x + 20, height - 24, name, $"font-size=\"{Text}\" fill=\"{Ink}\"");
            x += 34 + SvgText.WidthOf(name, Text) + 8;
        }
    }
}
