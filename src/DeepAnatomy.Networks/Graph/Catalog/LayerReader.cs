using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Reads one layer after the other and collects what is wrong with them.</summary>
/// <param name="problems">Where problems are added.</param>
/// <param name="network">Reads a nested Functional or Sequential out of its object and path; null when none may occur.</param>
sealed class LayerReader(ICollection<Problem> problems, Func<JsonObject, string, Layer?>? network)
{
    public Layer? Read(JsonObject entry, string path)
    {
        var className = Word(entry["class_name"]);
        var registered = Word(entry["registered_name"]);
        if (registered is not null && registered.Contains('>'))
        {
            return Refuse(path, $"the class '{registered}' is custom code, which is never run. Rebuild the layer from built-in layers and save the model again");
        }

        if (className is "Functional" or "Sequential" or "Model" && network is not null)
        {
            return network(entry, path);
        }

        if (className is null || entry["config"] is not JsonObject config)
        {
            return Refuse(path, "the layer has no class_name or no config object. The file is damaged");
        }

        var name = Word(entry["name"]);
        return OperationCatalog.IsOperation(Word(entry["module"])) ? ReadOperation(className, config, name, path) : Read(className, config, name, path);
    }

    public Layer? Read(string className, JsonObject config, string? name, string path)
    {
        if (LayerCatalog.Schema(className) is not { } schema)
        {
            return Refuse(path, RefusedClasses.Reason(className));
        }

        var layer = schema.Create();
        var before = problems.Count;
        var values = Renamed(className, config);
        foreach (var setting in schema.Settings)
        {
            Set(layer, setting, values, schema, path);
        }

        CheckOtherKeys(schema, values, path);
        if (layer.Name.Length == 0 && name is not null)
        {
            layer = layer with { Name = name };
        }

        SettingRules.Check(layer, path, problems);
        return problems.Count == before ? layer : null;
    }

    static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static Dictionary<string, JsonNode?> Renamed(string className, JsonObject config)
    {
        Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal);
        foreach (var (key, value) in config)
        {
            values[(className, key) switch
            {
                ("LeakyReLU", "alpha") => "negative_slope",
                ("InputLayer", "batch_input_shape") => "batch_shape",
                _ => key,
            }] = value;
        }

        return values;
    }

    void Set(Layer layer, LayerSetting setting, Dictionary<string, JsonNode?> values, LayerSchema schema, string path)
    {
        var found = values.TryGetValue(setting.Key.Key, out var node);
        if (node is null && !setting.IsNullable)
        {
            if (setting.IsRequired)
            {
                problems.Add(new($"{path}.{setting.Key.Key}", $"{schema.ClassName} needs this setting."));
            }

            return;
        }

        if (!found)
        {
            return;
        }

        try
        {
            var value = node is null ? null : Value(setting, node, schema, $"{path}/{setting.Key.Key}");
            setting.Set(layer, value);
        }
        catch (SettingException e)
        {
            problems.Add(new($"{path}.{setting.Key.Key}", $"{e.Message} ({schema.ClassName})."));
        }
    }

    object? Value(LayerSetting setting, JsonNode node, LayerSchema schema, string path)
    {
        if (setting.Type == typeof(Activation))
        {
            return ReadActivation(node, path);
        }

        if (setting.Type == typeof(Layer))
        {
            return node is JsonObject inner
                ? Read(inner, path) ?? throw new SettingException("the layer inside cannot be read")
                : throw new SettingException($"{JsonValues.Shown(node)} is not a layer");
        }

        return SettingValues.Read(setting, node, schema.SpatialRank);
    }

    Activation ReadActivation(JsonNode node, string path)
    {
        if (node is JsonObject entry && Word(entry["class_name"]) is { } className)
        {
            if (className != "function")
            {
                return Read(entry, path) switch
                {
                    null => throw new SettingException("the activation cannot be read"),
                    PReLU => throw new SettingException("an activation with weights is not supported; put the PReLU behind the layer"),
                    var layer => new(layer.ClassName, layer),
                };
            }

            if (entry["config"] is not { } inner || Word(entry["registered_name"])?.Contains('>') == true)
            {
                throw new SettingException($"{JsonValues.Shown(node)} is a custom activation, which is never run. Use a built-in one");
            }

            node = inner;
        }

        var name = JsonValues.Text(node);
        return ActivationNames.Contains(name)
            ? new(name)
            : throw new SettingException($"the activation '{name}' is not known{(NearestName.Of(name, ActivationNames.All) is { } near ? $"; did you mean '{near}'?" : "")}");
    }

    Operation? ReadOperation(string className, JsonObject config, string? name, string path)
    {
        if (OperationCatalog.Find(className) is not { } kind)
        {
            problems.Add(new(path, $"The operation '{className}' is not supported. Express it with supported operations ({string.Join(", ", OperationCatalog.ClassNames.Order(StringComparer.Ordinal))})."));
            return null;
        }

        return OperationReader.Read(kind, config, name, path, problems);
    }

    void CheckOtherKeys(LayerSchema schema, Dictionary<string, JsonNode?> values, string path)
    {
        foreach (var (key, value) in values)
        {
            if (!schema.ByKey.ContainsKey(key) && !ToleratedKeys.Contains(schema.ClassName, key, value))
            {
                var hint = NearestName.Of(key, schema.ByKey.Keys) is { } near ? $" Did you mean '{near}'?" : " Save the model without it.";
                problems.Add(new($"{path}.{key}", $"{schema.ClassName} with {key} = {JsonValues.Shown(value)} is not supported.{hint}"));
            }
        }
    }

    Layer? Refuse(string path, string reason)
    {
        problems.Add(new(path, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}."));
        return null;
    }
}
