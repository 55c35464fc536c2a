namespace DeepAnatomy.Networks.Keras.Migration;

/// <summary>One change made while a model of an older Keras was read.</summary>
/// <param name="Path">Where: layer names from the outermost model inwards, joined with <c>/</c>; empty for the model itself.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">One or two sentences for the user.</param>
public sealed record MigrationNote(string Path, MigrationKind Kind, string Text);
