using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Summaries;

/// <summary>The lines of a summary.</summary>
static class SummaryRows
{
    public static ImmutableArray<SummaryRow> Of(NetworkAnalysis analysis, bool expandNested)
    {
        var work = analysis.Calls.GroupBy(call => call.Path).ToDictionary(calls => calls.Key, calls => calls.Aggregate((long?)0, (sum, call) => sum + call.MultiplyAdds));
        Dictionary<string, ImmutableArray<string>> sources = [];
        Connect(analysis.Network, "", sources);
        return
        [
            .. from layer in analysis.Layers
               where layer.Depth == 0 || (expandNested && sources.ContainsKey(layer.Path))

               // Keras does not show the input of a Sequential model.
               where !(analysis.Network.IsSequential && layer is { Depth: 0, Layer: InputLayer })
               select new SummaryRow(layer.Path, layer.Layer.Name, layer.Layer.ClassName, layer.Depth, layer.Outputs.IsEmpty ? OutputsOf(analysis, layer) : layer.Outputs, layer.Parameters, layer.IsTrainable, sources.GetValueOrDefault(layer.Path, []), work.GetValueOrDefault(layer.Path)),
        ];
    }

    static ImmutableArray<TensorShape> OutputsOf(NetworkAnalysis analysis, LayerAnalysis layer) => analysis.Calls.FirstOrDefault(call => call.Path == layer.Path)?.Outputs ?? [];

    static void Connect(Network network, string path, Dictionary<string, ImmutableArray<string>> sources)
    {
        for (var index = 0; index < network.Layers.Length; index++)
        {
            var layer = network.Layers[index];
            var inner = path.Length > 0 ? $"{path}/{layer.Name}" : layer.Name;
            sources[inner] =
            [
                .. network.Calls.Where(call => call.Layer == index).SelectMany(call => call.Tensors)
                    .Select(tensor => $"{network.Layers[tensor.Layer].Name}[{tensor.Call}][{tensor.Output}]"),
            ];
            if (layer is Network nested)
            {
                Connect(nested, inner, sources);
            }
        }
    }
}
