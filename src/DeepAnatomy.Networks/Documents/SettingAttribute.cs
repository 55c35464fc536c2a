namespace DeepAnatomy.Networks.Documents;

/// <summary>Describes one field of a document: the source of the JSON schema, the form, the command line's help and the documentation. The default is the value in the property's initialiser.</summary>
/// <param name="english">What the field says or does, one or two sentences, in English.</param>
/// <param name="german">The same in German.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string english, string german) : Attribute
{
    /// <summary>What the field says or does, in English.</summary>
    public string English { get; } = english;

    /// <summary>What the field says or does, in German.</summary>
    public string German { get; } = german;

    /// <summary>Unit of the value, e.g. <c>mm</c>, <c>HU</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest value allowed (of each element of a list).</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value allowed (of each element of a list).</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Regular expression that a text must match; empty for any text.</summary>
    public string Pattern { get; init; } = "";
}
