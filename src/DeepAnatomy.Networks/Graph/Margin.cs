namespace DeepAnatomy.Networks.Graph;

/// <summary>Elements added or cut off at the two ends of an axis.</summary>
/// <param name="Before">At the beginning; not negative.</param>
/// <param name="After">At the end; not negative.</param>
public readonly record struct Margin(int Before, int After);
