using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Reads the graph form: the reader of Keras's configurations finds the problems, this gives them their lines.</summary>
static class GraphReading
{
    public static GraphArchitecture? Read(DocumentNode graph, ProblemList problems)
    {
        try
        {
            return new(KerasReader.ParseArchitecture(graph.ToJson()!.ToJsonString(), "network").Network);
        }
        catch (UnreadableModelException error) when (error.Problems.IsEmpty)
        {
            problems.Add(graph, "network", $"{error.Reason}. {error.Remedy}.");
        }
        catch (UnreadableModelException error)
        {
            foreach (var problem in error.Problems)
            {
                problems.Add(Place(graph, problem.Path), $"network: {problem.Path}", problem.Message);
            }
        }

        return null;
    }

    // The object of the setting, else of the layer, else of the model around it.
    static DocumentNode Place(DocumentNode model, string path)
    {
        var parts = path.Split('/');
        var place = model;
        foreach (var part in parts)
        {
            if (Layer(place, part) is not { } layer)
            {
                var end = part.LastIndexOf('.');
                layer = end > 0 ? Layer(place, part[..end]) : null;
                return layer is null ? place : layer["config"]?[part[(end + 1)..]] ?? layer;
            }

            place = layer;
        }

        return place;
    }

    static DocumentNode? Layer(DocumentNode model, string name) =>
        model["config"]?["layers"]?.Items.FirstOrDefault(layer => (layer["name"] ?? layer["config"]?["name"])?.Text == name);
}
