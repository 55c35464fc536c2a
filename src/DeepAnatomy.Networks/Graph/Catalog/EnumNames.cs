using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Names of enumerations as Keras writes them, e.g. <c>channels_last</c>.</summary>
static class EnumNames
{
    public static string Of(Enum value) => LayerNames.Snake(value.ToString());

    /// <exception cref="SettingException">The name is none of the type's.</exception>
    public static object Read(Type type, JsonNode node)
    {
        var name = JsonValues.Text(node).ToLowerInvariant();
        foreach (var value in Enum.GetValues(type).Cast<Enum>())
        {
            if (Of(value) == name)
            {
                return value;
            }
        }

        var known = string.Join(", ", Enum.GetValues(type).Cast<Enum>().Select(Of));
        throw new SettingException($"'{name}' is not supported; supported are {known}. Change the layer and save the model again");
    }
}
