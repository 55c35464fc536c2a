using System.Collections.Immutable;
using System.Reflection;

namespace DeepAnatomy.Networks.Documents;

/// <summary>The kinds of records that may stand where an abstract one is asked for.</summary>
public static class RecordKinds
{
    /// <summary>Field that names the kind.</summary>
    public const string Key = "type";

    /// <summary>The records that derive from an abstract one, by name.</summary>
    /// <param name="family">The abstract record; its kinds are in the same assembly.</param>
    public static ImmutableSortedDictionary<string, Type> Of(Type family) => family.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(family) && type.IsDefined(typeof(SettingKindAttribute), false))
        .ToImmutableSortedDictionary(NameOf, type => type, StringComparer.Ordinal);

    /// <summary>Name of a kind; empty for a record that is none.</summary>
    /// <param name="type">The record.</param>
    public static string NameOf(Type type) => type.GetCustomAttribute<SettingKindAttribute>()?.Name ?? "";
}
