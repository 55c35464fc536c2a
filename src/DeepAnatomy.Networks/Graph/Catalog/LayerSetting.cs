using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>One setting of a layer type: the property and the key it stands under in the file.</summary>
sealed class LayerSetting
{
    readonly PropertyInfo property;

    public LayerSetting(PropertyInfo property, ConfigKeyAttribute key)
    {
        (this.property, Key) = (property, key);
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        var nullable = Nullable.GetUnderlyingType(property.PropertyType);
        Type = nullable ?? property.PropertyType;
        IsNullable = nullable is not null || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);
    }

    public ConfigKeyAttribute Key { get; }

    /// <summary>Type of the property without the mark that it may be null.</summary>
    public Type Type { get; }

    /// <summary>Whether null is a value of its own rather than "take the default".</summary>
    public bool IsNullable { get; }

    /// <summary>Whether the file must have the key.</summary>
    public bool IsRequired { get; }

    public object? Get(Layer layer) => property.GetValue(layer);

    public void Set(Layer layer, object? value) => property.SetValue(layer, value);
}
