using System.Collections.Immutable;
using System.Globalization;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Summaries;

namespace DeepAnatomy.Networks.Drawing;

/// <summary>Draws the graph of a network: layers that follow one another as the lines of a box, coloured by family; networks that go down and up again as the U that everyone knows, with resolutions as rows.</summary>
public static class NetworkDrawing
{
    // Sizes tried for axes that a network leaves free: divisible by many halvings, then odd ones.
    static readonly int[] Planar = [256, 512, 224, 240, 32], Solid = [64, 128, 96, 80, 32];

    /// <summary>The drawing as one self-contained SVG document, light background; the same network always gives the same text.</summary>
    /// <param name="network">The network; none of its layers need weights.</param>
    /// <param name="options">How it is drawn.</param>
    public static string ToSvg(Network network, DrawingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var inputs = KnownInputs(network, options.SpatialSize);
        var nodes = GraphNodes.Of(network, inputs, options.ExpandNested);
        var layout = new StackLayout(nodes);
        var title = options.Title.Length > 0 ? options.Title : network.Name;
        return new SvgDrawing(layout, nodes, title, Subtitle(network, inputs)).Draw();
    }

    static string Subtitle(Network network, ImmutableArray<TensorShape> inputs)
    {
        var free = network.Inputs.Any(input => network.Layers[input.Layer] is InputLayer { Shape.IsKnown: false });
        var sizes = string.Join(", ", inputs.Select(shape => string.Join(" × ", shape.Sizes.Skip(1).Select(size => size?.ToString() ?? "?"))));
        var analysis = NetworkAnalysis.Of(network, inputs);
        var work = analysis.FloatingPointOperations is { } operations ? $" · {SummaryTable.Size(operations, SummaryTable.Work, 1000)}" : "";
        return $"{network.Layers.Length} layers · {Count(analysis.Parameters)} parameters · {(free ? "drawn for" : "input")} {sizes}{work}";
    }

    static string Count(long parameters) => parameters < 1_000_000
        ? parameters.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{parameters / 1e6:0.00} million");

    static ImmutableArray<TensorShape> KnownInputs(Network network, ImmutableArray<int> wanted)
    {
        ImmutableArray<TensorShape> declared = [.. network.Inputs.Select(input => network.Layers[input.Layer] is InputLayer layer ? layer.Shape : default)];
        foreach (var (planar, solid) in Planar.Zip(Solid))
        {
            ImmutableArray<TensorShape> filled = [.. declared.Select(shape => Fill(shape, wanted, shape.Rank >= 5 ? solid : planar))];
            try
            {
                ShapeInference.Of(network, filled);
                return filled;
            }
            catch (ShapeException) when (wanted.Length == 0)
            {
            }
        }

        return declared;
    }

    static TensorShape Fill(TensorShape shape, ImmutableArray<int> wanted, int size)
    {
        for (var axis = 1; axis < shape.Rank; axis++)
        {
            if (shape[axis] is null)
            {
                shape = shape.With(axis, axis - 1 < wanted.Length ? wanted[axis - 1] : size);
            }
        }

        return shape;
    }
}
