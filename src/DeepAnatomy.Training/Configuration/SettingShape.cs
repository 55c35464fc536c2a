using System.Collections.Immutable;
using System.Reflection;

namespace DeepAnatomy.Training.Configuration;

/// <summary>What kind of value a setting takes.</summary>
enum SettingForm
{
    Text,
    Flag,
    Whole,
    Number,
    Choice,
    List,
    Record,
    Kind,
}

/// <summary>The form of a type of settings: decides how it is read, written and described.</summary>
static class SettingShape
{
    /// <summary>The form; a nullable type has that of what it may hold.</summary>
    /// <exception cref="NotSupportedException">Settings are not made of this type: a fault of the program.</exception>
    public static SettingForm Of(Type type)
    {
        type = Bare(type);
        return type switch
        {
            _ when type == typeof(string) => SettingForm.Text,
            _ when type == typeof(bool) => SettingForm.Flag,
            _ when type == typeof(int) || type == typeof(long) => SettingForm.Whole,
            _ when type == typeof(double) || type == typeof(float) => SettingForm.Number,
            { IsEnum: true } => SettingForm.Choice,
            _ when IsList(type) => SettingForm.List,
            { IsAbstract: true } => SettingForm.Kind,
            { IsClass: true } => SettingForm.Record,
            _ => throw new NotSupportedException($"Settings of type {type} have no form in a file."),
        };
    }

    public static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    public static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    public static Type ItemOf(Type list) => list.GetGenericArguments()[0];

    /// <summary>Whether nothing (null) is allowed as a value.</summary>
    public static bool AllowsNull(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);

    /// <summary>Values of an enumeration as they stand in a file.</summary>
    public static ImmutableArray<string> Choices(Type type) => [.. Enum.GetNames(Bare(type)).Select(SettingNames.ToFile)];

    /// <summary>An immutable array of items whose type is known only now.</summary>
    public static object ListOf(Type item, IEnumerable<object?> items)
    {
        var values = items.ToArray();
        var array = Array.CreateInstance(item, values.Length);
        for (var n = 0; n < values.Length; n++)
        {
            array.SetValue(values[n], n);
        }

        return CreateMethod.MakeGenericMethod(item).Invoke(null, [array])!;
    }

    /// <summary>The items of an immutable array; none of a default one.</summary>
    public static IEnumerable<object?> ItemsOf(object list) =>
        (bool)list.GetType().GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list)! ? [] : ((System.Collections.IEnumerable)list).Cast<object?>();

    static readonly MethodInfo CreateMethod = typeof(ImmutableArray).GetMethods()
        .Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true } p] && !p.ParameterType.GetElementType()!.IsArray);
}
