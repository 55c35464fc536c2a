namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>Kinds of elements.</summary>
enum HdfTypeKind
{
    /// <summary>None that Keras uses: compounds, references, times.</summary>
    Other,

    /// <summary>Integers, floating-point numbers, truth values.</summary>
    Number,

    /// <summary>Text in a field of fixed length.</summary>
    FixedText,

    /// <summary>Text of any length, in the global heap.</summary>
    VaryingText,
}
