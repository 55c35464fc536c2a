namespace DeepAnatomy.Networks.Graph;

/// <summary>Operations whose results have their shape by the same rule.</summary>
public enum OperationFamily
{
    /// <summary>One operand, same shape.</summary>
    Unary,

    /// <summary>Operands are stretched to each other.</summary>
    Broadcast,

    /// <summary>Axes are reduced (<c>axis</c>, <c>keepdims</c>).</summary>
    Reduction,

    /// <summary>A rule of its own.</summary>
    Special,
}
