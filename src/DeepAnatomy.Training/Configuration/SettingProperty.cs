using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace DeepAnatomy.Training.Configuration;

/// <summary>One described setting of a record.</summary>
sealed record SettingProperty(PropertyInfo Property, SettingAttribute Setting)
{
    static readonly ConcurrentDictionary<Type, ImmutableArray<SettingProperty>> Known = [];

    /// <summary>Key in the file.</summary>
    public string Key { get; } = SettingNames.ToFile(Property.Name);

    public Type Type => Property.PropertyType;

    /// <summary>True when the property must be given, because it has no default that makes sense.</summary>
    public bool IsRequired => Property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));

    /// <summary>The settings of a record, those of its base first, in the order of declaration.</summary>
    public static ImmutableArray<SettingProperty> Of(Type record) => Known.GetOrAdd(record, type => [.. Chain(type).SelectMany(Declared)]);

    /// <summary>The kinds that may stand where an abstract record is asked for, by the value of <c>type</c>.</summary>
    public static ImmutableSortedDictionary<string, Type> Kinds(Type family) => family.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(family) && type.IsDefined(typeof(SettingKindAttribute), false))
        .ToImmutableSortedDictionary(type => type.GetCustomAttribute<SettingKindAttribute>()!.Name, type => type, StringComparer.Ordinal);

    static IEnumerable<Type> Chain(Type? type) => type is null || type == typeof(object) ? [] : Chain(type.BaseType).Append(type);

    static IEnumerable<SettingProperty> Declared(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => property.IsDefined(typeof(SettingAttribute)) && property.GetMethod!.GetBaseDefinition().DeclaringType == type)
        .OrderBy(property => property.MetadataToken)
        .Select(property => new SettingProperty(property, property.GetCustomAttribute<SettingAttribute>()!));
}
