namespace DeepAnatomy.Networks.Scripts;

/// <summary>One token of a Python source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Characters of the source; of a string its content without prefix and quotes.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
readonly record struct PythonToken(PythonTokenKind Kind, string Text, int Line, int Column)
{
    public bool Is(string text) => Kind is PythonTokenKind.Name or PythonTokenKind.Operator && Text == text;

    public bool IsName => Kind == PythonTokenKind.Name;
}
