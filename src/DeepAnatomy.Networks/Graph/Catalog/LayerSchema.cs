using System.Collections.Immutable;
using System.Reflection;
using DeepAnatomy.Networks.Graph.Layers;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>What a class of Keras is here: the type, its spatial rank and its settings in the order in which they are written.</summary>
sealed class LayerSchema
{
    readonly Type type;

    LayerSchema(Type type, KerasClassAttribute attribute)
    {
        this.type = type;
        (ClassName, SpatialRank) = (attribute.ClassName, attribute.SpatialRank);
        var byRank = Properties(type).ToLookup(s => SpatialRank == 0 || (SpatialRank >= s.Key.MinimumRank && SpatialRank <= s.Key.MaximumRank));
        (Settings, Foreign) = ([.. byRank[true]], [.. byRank[false]]);
        ByKey = Settings.ToImmutableDictionary(s => s.Key.Key, StringComparer.Ordinal);
        Default = Create();
    }

    public string ClassName { get; }

    /// <summary>Spatial axes; 0 when the class does not depend on them.</summary>
    public int SpatialRank { get; }

    public ImmutableArray<LayerSetting> Settings { get; }

    /// <summary>Settings that the type has and this class has not, because of its rank; they must keep their defaults.</summary>
    public ImmutableArray<LayerSetting> Foreign { get; }

    public ImmutableDictionary<string, LayerSetting> ByKey { get; }

    /// <summary>An instance whose settings all have their defaults; required ones are not set.</summary>
    public Layer Default { get; }

    /// <summary>The schemas of all layer types in this assembly.</summary>
    public static IEnumerable<LayerSchema> All() =>
        from type in typeof(LayerSchema).Assembly.GetTypes()
        from attribute in type.GetCustomAttributes<KerasClassAttribute>()
        select new LayerSchema(type, attribute);

    /// <summary>A new instance of the type, before its settings are set.</summary>
    public Layer Create()
    {
        var layer = (Layer)Activator.CreateInstance(type)!;
        if (SpatialRank > 0)
        {
            RankProperty.SetValue(layer, SpatialRank);
        }

        return layer;
    }

    static readonly PropertyInfo RankProperty = typeof(SpatialLayer).GetProperty(nameof(SpatialLayer.SpatialRank))!;

    static IEnumerable<LayerSetting> Properties(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let key = property.GetCustomAttribute<ConfigKeyAttribute>()
        where key is not null
        orderby Depth(property.DeclaringType!), property.MetadataToken
        select new LayerSetting(property, key);

    static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
