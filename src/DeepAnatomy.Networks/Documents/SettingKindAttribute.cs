namespace DeepAnatomy.Networks.Documents;

/// <summary>Names one choice among several kinds of settings: the value of the field <c>type</c>. Stands on the records that derive from a common abstract one.</summary>
/// <param name="name">Value of <c>type</c>, e.g. <c>gaussian_noise</c>.</param>
/// <param name="english">What this kind does, in English.</param>
/// <param name="german">The same in German.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingKindAttribute(string name, string english, string german) : Attribute
{
    /// <summary>Value of <c>type</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What this kind does, in English.</summary>
    public string English { get; } = english;

    /// <summary>What this kind does, in German.</summary>
    public string German { get; } = german;
}
