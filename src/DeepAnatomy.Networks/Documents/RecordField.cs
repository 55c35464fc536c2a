using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DeepAnatomy.Networks.Documents;

/// <summary>One described property of a record and its name in the document.</summary>
/// <param name="Name">Camel case of the property's name: the name in JSON.</param>
/// <param name="Property">The property.</param>
/// <param name="Setting">Its description.</param>
/// <param name="IsRequired">Whether the document must have it.</param>
/// <param name="IsNullable">Whether it may be null.</param>
public sealed record RecordField(string Name, PropertyInfo Property, SettingAttribute Setting, bool IsRequired, bool IsNullable)
{
    /// <summary>The name in YAML, e.g. <c>learning_rate</c>.</summary>
    public string YamlName { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(Property.Name);

    static readonly ConcurrentDictionary<Type, ImmutableArray<RecordField>> Known = new();

    /// <summary>The described properties of a record in the order of their declaration.</summary>
    /// <param name="type">The record.</param>
    public static ImmutableArray<RecordField> Of(Type type) => Known.GetOrAdd(type, Find);

    /// <summary>The name in a style of documents.</summary>
    /// <param name="style">The style.</param>
    public string NameIn(DocumentStyle style) => style == DocumentStyle.Yaml ? YamlName : Name;

    /// <summary>The name of an enumeration's value in documents.</summary>
    /// <param name="value">The value.</param>
    /// <param name="style">The style of the document.</param>
    public static string NameOf(object value, DocumentStyle style = DocumentStyle.Json) =>
        (style == DocumentStyle.Yaml ? JsonNamingPolicy.SnakeCaseLower : JsonNamingPolicy.CamelCase).ConvertName(value.ToString()!);

    static ImmutableArray<RecordField> Find(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let setting = property.GetCustomAttribute<SettingAttribute>()
               where setting is not null
               orderby Depth(property.DeclaringType!), property.MetadataToken
               let isNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && nullability.Create(property).WriteState == NullabilityState.Nullable)
               select new RecordField(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property, setting, property.GetCustomAttribute<RequiredMemberAttribute>() is not null, isNullable),
        ];
    }

    // What a base declares stands before what a record adds.
    static int Depth(Type type) => type.BaseType is { } above ? 1 + Depth(above) : 0;
}
