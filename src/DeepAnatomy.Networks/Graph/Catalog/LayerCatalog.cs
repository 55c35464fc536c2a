using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>All layers that may stand in a model, and their form in a file of Keras.</summary>
public static class LayerCatalog
{
    static readonly FrozenDictionary<string, LayerSchema> Schemas = LayerSchema.All().ToFrozenDictionary(schema => schema.ClassName, StringComparer.Ordinal);

    /// <summary>Class names of all layers.</summary>
    public static IEnumerable<string> ClassNames => Schemas.Keys;

    /// <summary>Reads a layer or operation out of its object in the file.</summary>
    /// <param name="entry">The object: <c>class_name</c>, <c>config</c>, and <c>module</c>, <c>registered_name</c>, <c>name</c> where the file has them.</param>
    /// <param name="path">Where it stands, for messages: layer names from the outermost model inwards, joined with <c>/</c>.</param>
    /// <param name="problems">Everything that is wrong is added here.</param>
    /// <param name="network">Reads a nested Functional or Sequential out of its object and path; null when none may occur.</param>
    /// <returns>The layer, or null when there was a problem.</returns>
    public static Layer? Read(JsonObject entry, string path, ICollection<Problem> problems, Func<JsonObject, string, Layer?>? network = null) =>
        new LayerReader(problems, network).Read(entry, path);

    /// <summary>Reads a layer out of its settings.</summary>
    /// <param name="className">Class name of Keras, e.g. <c>Conv2D</c>.</param>
    /// <param name="config">Settings.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="problems">Everything that is wrong is added here.</param>
    /// <returns>The layer, or null when there was a problem.</returns>
    public static Layer? Read(string className, JsonObject config, string path, ICollection<Problem> problems) =>
        new LayerReader(problems, null).Read(className, config, null, path);

    /// <summary>Writes a layer or operation so that every Keras from 3.3 on reads it: <c>module</c>, <c>class_name</c>, <c>config</c>, <c>registered_name</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="network">Writes a nested network; null when none may occur.</param>
    /// <exception cref="ArgumentException">Keras 3 has no such layer (settings of Keras 2), or a nested network cannot be written.</exception>
    public static JsonObject Write(Layer layer, Func<Network, JsonObject>? network = null) => new LayerWriter(network).Write(layer);

    /// <summary>Checks the settings of a layer that was made by code: ranges, numbers of values, names of functions, and what one setting alone cannot tell.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="problems">Everything that is wrong is added here.</param>
    public static void Check(Layer layer, string path, ICollection<Problem> problems)
    {
        if (layer is Operation operation)
        {
            OperationRules.Check(operation, path, problems);
        }
        else if (Schema(layer.ClassName) is { } schema)
        {
            SettingChecks.Check(layer, schema, path, problems);
        }
    }

    internal static LayerSchema? Schema(string className) => Schemas.GetValueOrDefault(className);
}
