namespace DeepAnatomy.Networks.Documents;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Byte in the line, from 1.</param>
/// <param name="Path">Which field, e.g. <c>params.levels</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong and what to write instead, one or two sentences.</param>
public sealed record DocumentProblem(int Line, int Column, string Path, string Message)
{
    /// <summary>The file, where the document is made of several; else empty.</summary>
    public string File { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {(Path.Length > 0 ? Path + ": " : "")}{Message}";
}
