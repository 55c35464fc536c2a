using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Writes layers in the dialect that every Keras from 3.3 on reads.</summary>
/// <param name="network">Writes a nested network as an object; null when none may occur.</param>
sealed class LayerWriter(Func<Network, JsonObject>? network)
{
    const string Layers = "keras.layers";

    public JsonObject Write(Layer layer)
    {
        if (layer is Network nested)
        {
            return network?.Invoke(nested) ?? throw new ArgumentException($"The layer {layer.Name} is a nested network; a writer for networks is needed.", nameof(layer));
        }

        var operation = layer as Operation;
        return new()
        {
            ["module"] = operation?.Kind.Module ?? Layers,
            ["class_name"] = layer.ClassName,
            ["config"] = operation is null ? Config(layer) : Config(operation),
            ["registered_name"] = operation is null ? null : layer.ClassName,
        };
    }

    // Keras before 3.9 takes no name for operations that have settings; the entry around them holds it anyway.
    static JsonObject Config(Operation operation)
    {
        if (operation.Kind.Defaults.Length == 0)
        {
            return new() { ["name"] = operation.Name };
        }

        JsonObject config = [];
        foreach (var (key, value) in operation.Settings)
        {
            config[(operation.ClassName, key) == ("Threshold", "threshold") ? "threshold_value" : key] = value?.DeepClone();
        }

        return config;
    }

    JsonObject Config(Layer layer)
    {
        var schema = LayerCatalog.Schema(layer.ClassName)!;
        if (schema.Foreign.FirstOrDefault(setting => !Equals(setting.Get(layer), setting.Get(schema.Default))) is { } foreign)
        {
            throw new ArgumentException($"The layer {layer.Name} has {foreign.Key.Key} = {foreign.Get(layer)}, which {layer.ClassName} of Keras does not know.", nameof(layer));
        }

        JsonObject config = [];
        foreach (var setting in schema.Settings)
        {
            var value = Value(layer, setting, schema);
            if (!IsLeftOut(layer, setting, schema, value))
            {
                config[setting.Key.Key] = value;
            }
        }

        return config;
    }

    // These two have no such argument in Keras, all the others have.
    bool IsLeftOut(Layer layer, LayerSetting setting, LayerSchema schema, JsonNode? value) =>
        (setting.Key.Key == "trainable" && (layer is InputLayer || (layer is SpatialDropout && layer.Trainable)))
        || (setting.Key.OmitDefault && JsonNode.DeepEquals(value, Value(schema.Default, setting, schema)));

    JsonNode? Value(Layer layer, LayerSetting setting, LayerSchema schema) => setting.Get(layer) switch
    {
        Activation activation => activation.Layer is { } inner ? Write(inner)
            : activation.Name != ActivationNames.LegacyHardSigmoid ? activation.Name
            : throw new ArgumentException($"The layer {layer.Name} uses the hard_sigmoid of Keras 2, which Keras 3 does not have.", nameof(layer)),
        Layer inner => Write(inner),
        var value => SettingValues.Write(setting, value, schema.SpatialRank),
    };
}
