using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>Brings a model object of Keras 1 or 2 into the dialect of Keras 3. An object of Keras 3 comes out as it is.</summary>
/// <param name="context">What is known about the file.</param>
sealed class ModelConverter(LegacyContext context)
{
    const int MostDepth = 64;

    int depth;

    /// <summary>Converts in place.</summary>
    /// <param name="model">The object with <c>class_name</c> and <c>config</c>.</param>
    /// <param name="path">Path of the model; empty for the outermost.</param>
    public void Convert(JsonObject model, string path)
    {
        if (model["class_name"].Text() == "Model")
        {
            model["class_name"] = "Functional";
        }

        if (model["config"] is JsonArray line && model["class_name"].Text() == "Sequential")
        {
            model["config"] = new JsonObject { ["name"] = "sequential", ["layers"] = line.DeepClone() };
        }

        if (model["config"] is not JsonObject config || config["layers"] is not JsonArray layers || depth == MostDepth)
        {
            return;
        }

        depth++;
        new NameConverter(context, path).Convert(config, layers);
        var layer = new LayerConverter(context, this);
        foreach (var entry in layers.OfType<JsonObject>())
        {
            layer.Convert(entry, NetworkReader.Joined(path, NetworkReader.NameOf(entry) ?? "?"));
        }

        if (model["class_name"].Text() != "Sequential")
        {
            var names = layers.OfType<JsonObject>().Select(NetworkReader.NameOf).OfType<string>().ToHashSet();
            var nodes = new NodeConverter(context, names);
            foreach (var entry in layers.OfType<JsonObject>())
            {
                nodes.Convert(entry, NetworkReader.Joined(path, NetworkReader.NameOf(entry) ?? "?"));
            }
        }

        depth--;
    }

    /// <summary>True for the class names of models.</summary>
    public static bool IsModel(string? className) => className is "Functional" or "Model" or "Sequential";
}
