namespace DeepAnatomy.Networks.Documents;

/// <summary>One field of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="Column">Byte in the line, from 1.</param>
/// <param name="Value">Its value.</param>
public sealed record DocumentField(string Name, int Line, int Column, DocumentNode Value);
