namespace DeepAnatomy.Networks.Graph;

/// <summary>Says under which key of Keras's configuration a property of a layer stands, and what it means: feeds reader, writer, forms and documentation.</summary>
/// <param name="key">Key in the file, e.g. <c>kernel_size</c>.</param>
/// <param name="description">What the setting does, one sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfigKeyAttribute(string key, string description) : Attribute
{
    /// <summary>Key in the file.</summary>
    public string Key { get; } = key;

    /// <summary>What the setting does.</summary>
    public string Description { get; } = description;

    /// <summary>Smallest value allowed (of each element of a list).</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value allowed (of each element of a list).</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>True for a setting that old versions of Keras 3 refuse: written only when it is not at its default.</summary>
    public bool OmitDefault { get; init; }

    /// <summary>Fewest spatial axes for which the class has the setting.</summary>
    public int MinimumRank { get; init; }

    /// <summary>Most spatial axes for which the class has the setting.</summary>
    public int MaximumRank { get; init; } = 3;

    /// <summary>True when the class of one spatial axis has a number where the others have a list.</summary>
    public bool ScalarInOneDimension { get; init; }

    /// <summary>True when Keras writes a list of one as a number.</summary>
    public bool ScalarWhenSingle { get; init; }
}
