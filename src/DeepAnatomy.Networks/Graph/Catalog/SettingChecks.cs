using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Holds the settings of a layer made by code against what a file may say.</summary>
static class SettingChecks
{
    /// <summary>Adds a problem for each setting that a file could not hold.</summary>
    public static void Check(Layer layer, LayerSchema schema, string path, ICollection<Problem> problems)
    {
        var before = problems.Count;
        foreach (var setting in schema.Settings)
        {
            if (Fault(setting, setting.Get(layer), schema.SpatialRank) is { } fault)
            {
                problems.Add(new($"{path}.{setting.Key.Key}", $"{fault} ({layer.ClassName})."));
            }
        }

        foreach (var setting in schema.Foreign.Where(setting => !Equals(setting.Get(layer), setting.Get(schema.Default))))
        {
            problems.Add(new($"{path}.{setting.Key.Key}", $"{layer.ClassName} of Keras has no such setting; only '{setting.Get(schema.Default)}' is possible."));
        }

        if (problems.Count == before)
        {
            SettingRules.Check(layer, path, problems);
        }
    }

    static string? Fault(LayerSetting setting, object? value, int rank)
    {
        switch (value)
        {
            case null:
                return setting.IsNullable ? null : "the setting is missing";
            case ImmutableArray<int> { IsDefault: true } or ImmutableArray<int?> { IsDefault: true }:
                return "the setting is missing";
            case Activation activation:
                return activation.Layer is not null || ActivationNames.Contains(activation.Name) ? null : $"the activation '{activation.Name}' is not known";
            case Layer or string:
                return null;
            default:
                return Unreadable(setting, value, rank);
        }
    }

    static string? Unreadable(LayerSetting setting, object value, int rank)
    {
        try
        {
            _ = SettingValues.Write(setting, value, rank) is { } node ? SettingValues.Read(setting, node, rank) : null;
            return null;
        }
        catch (SettingException e)
        {
            return e.Message;
        }
    }
}
