namespace DeepAnatomy.Networks.Graph.Analysis;

/// <summary>Bytes of one number by the precision policy of Keras.</summary>
static class PrecisionBytes
{
    /// <summary>Bytes of one element of what a layer gives.</summary>
    public static int Activation(string precision) => precision switch
    {
        "float64" or "int64" => 8,
        "float16" or "bfloat16" or "mixed_float16" or "mixed_bfloat16" or "int16" => 2,
        "int8" or "uint8" or "bool" => 1,
        _ => 4,
    };

    /// <summary>Bytes of one element of a weight; the mixed policies keep weights in single precision.</summary>
    public static int Weight(string precision) => precision.StartsWith("mixed_", StringComparison.Ordinal) ? 4 : Activation(precision);
}
