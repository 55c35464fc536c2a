namespace DeepAnatomy.Networks.Scripts;

/// <summary>Kinds of tokens that matter for reading a script.</summary>
enum PythonTokenKind
{
    /// <summary>Name or keyword.</summary>
    Name,

    /// <summary>Number.</summary>
    Number,

    /// <summary>String, with all prefixes and quotes.</summary>
    Text,

    /// <summary>Operator or bracket.</summary>
    Operator,

    /// <summary>End of a logical line.</summary>
    NewLine,

    /// <summary>The next logical line stands deeper.</summary>
    Indent,

    /// <summary>The next logical line stands one block further out.</summary>
    Dedent,
}
