namespace DeepAnatomy.Networks.Arrays;

/// <summary>What one element of an array is. <c>default</c> is <see cref="Float32"/>.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>IEEE 754 double precision.</summary>
    Float64,

    /// <summary>IEEE 754 half precision.</summary>
    Float16,

    /// <summary>The upper half of a single-precision number.</summary>
    BFloat16,

    /// <summary>Signed byte.</summary>
    Int8,

    /// <summary>Unsigned byte.</summary>
    UInt8,

    /// <summary>Signed 16-bit integer.</summary>
    Int16,

    /// <summary>Signed 32-bit integer.</summary>
    Int32,

    /// <summary>Signed 64-bit integer.</summary>
    Int64,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean,
}
