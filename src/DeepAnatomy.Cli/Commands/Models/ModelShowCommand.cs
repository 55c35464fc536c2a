using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using DeepAnatomy.Cli.Models;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Drawing;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.Summaries;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model show M</c>: the layer table as Keras prints it, what the model costs, its card, and a drawing.</summary>
static class ModelShowCommand
{
    const int NarrowestTable = 60;
    const int WidestTable = 120;

    public static Command Create(CommandEdge edge)
    {
        var parts = new ModelInput.Parts();
        var size = new Option<int[]>("--size") { Description = "Sizes of the spatial axes to count work and memory for, where the model leaves them free (default: 256, or 64 in 3-D).", AllowMultipleArgumentsPerToken = true, HelpName = "N" };
        var expand = new Option<bool>("--expand") { Description = "Show the layers of nested models too." };
        var graph = new Option<string?>("--graph") { Description = "Draw the graph into this .svg file.", HelpName = "FILE" };
        var json = ImageOptions.Json();
        var command = new Command("show", "Show the layers of a model, its parameters, work and memory, and its card.");
        parts.AddTo(command);
        command.Add(size);
        command.Add(expand);
        command.Add(graph);
        command.Add(json);
        return edge.Does(command, parsed =>
        {
            var sizes = parsed.GetValue(size) ?? [];
            if (sizes.Any(n => n is < 1 or > 1 << 16))
            {
                throw new UsageException("--size takes whole numbers between 1 and 65536.");
            }

            if (parsed.GetValue(graph) is { } file && !file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"{file}: the drawing is an SVG; use a name that ends with .svg.");
            }

            var input = parts.Of(parsed);
            var read = input.ReadArchitecture();
            var summary = ModelSummary.Of(read.Model.Network, Filled(read.Model.Network, sizes), read.Model.OptimizerState, parsed.GetValue(expand));
            if (parsed.GetValue(graph) is { } drawing)
            {
                ModelFiles.CheckFolder(drawing);
                AtomicFile.WriteText(drawing, NetworkDrawing.ToSvg(read.Model.Network, new() { SpatialSize = [.. sizes], ExpandNested = parsed.GetValue(expand) }));
            }

            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(Json(summary, read));
            }
            else
            {
                Write(summary, read, edge.Terminal.Out);
            }

            return ExitCodes.Done;
        });
    }

    static void Write(ModelSummary summary, ReadModel read, TextWriter output)
    {
        output.WriteLine(summary.ToText(Math.Clamp(Width(), NarrowestTable, WidestTable)).TrimEnd('\n'));
        var origin = read.Model.Origin;
        output.WriteLine($"Format: {origin.Format}{(origin.ProducerVersion is { } version ? $", written by version {version}" : "")}{(origin.Backend is { } backend ? $" on {backend}" : "")}");
        foreach (var line in MigrationText.Lines(read.Changes).Concat(read.Notes))
        {
            output.WriteLine($"  {line}");
        }

        if (read.Card is { } card)
        {
            output.WriteLine($"Card: {card.Name}. {card.Summary}");
            output.WriteLine($"  {card.IntendedUse}");
        }
    }

    static string Json(ModelSummary summary, ReadModel read)
    {
        var json = JsonNode.Parse(summary.ToJson())!.AsObject();
        json["origin"] = JsonNode.Parse(JsonText.Of(read.Model.Origin));
        json["changes"] = JsonNode.Parse(JsonText.Of(read.Changes));
        json["notes"] = JsonNode.Parse(JsonText.Of(read.Notes));
        json["card"] = read.Card is { } card ? JsonNode.Parse(ModelCardJson.ToBytes(card)) : null;
        return JsonText.Of(json);
    }

    // Free sizes get a number so that work and memory can be counted; sizes that do not fit leave them unknown.
    static ImmutableArray<TensorShape> Filled(Network network, int[] sizes)
    {
        ImmutableArray<TensorShape> declared = [.. network.Inputs.Select(input => network.Layers[input.Layer] is InputLayer layer ? layer.Shape : default)];
        return declared.All(shape => shape.IsKnown) ? [] : [.. declared.Select(shape => Filled(shape, sizes))];
    }

    static TensorShape Filled(TensorShape shape, int[] sizes)
    {
        for (var axis = 1; axis < shape.Rank; axis++)
        {
            shape = shape.With(axis, shape[axis] ?? (axis - 1 < sizes.Length ? sizes[axis - 1] : sizes.Length > 0 ? sizes[^1] : shape.Rank >= 5 ? 64 : 256));
        }

        return shape;
    }

    static int Width()
    {
        try
        {
            return Console.IsOutputRedirected ? 100 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
