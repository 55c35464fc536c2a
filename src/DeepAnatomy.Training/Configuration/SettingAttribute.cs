namespace DeepAnatomy.Training.Configuration;

/// <summary>Describes one setting of <c>configuration.yaml</c>: the source of the JSON schema, the form, the command line's help and the documentation. The default is the value in the property's initialiser.</summary>
/// <param name="english">What the setting does, one or two sentences, in English.</param>
/// <param name="german">The same in German.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string english, string german) : Attribute
{
    /// <summary>What the setting does, in English.</summary>
    public string English { get; } = english;

    /// <summary>What the setting does, in German.</summary>
    public string German { get; } = german;

    /// <summary>Unit of the value, e.g. <c>mm</c>, <c>HU</c>, <c>min</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest value allowed (of each element of a list).</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value allowed (of each element of a list).</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;
}
