namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>A value of a layer or a class.</summary>
/// <param name="Name">Of the layer or class, without the name of the quantity.</param>
/// <param name="Value">Any number.</param>
readonly record struct NamedValue(string Name, double Value);
