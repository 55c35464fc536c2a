namespace DeepAnatomy.Networks.Onnx;

/// <summary>A setting of an ONNX node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A <see cref="long"/>, a <see cref="float"/>, a <see cref="string"/> or an array of <see cref="long"/>.</param>
readonly record struct OnnxAttribute(string Name, object Value)
{
    const int FloatType = 1, IntegerType = 2, TextType = 3, IntegersType = 7;

    public static implicit operator OnnxAttribute((string Name, long Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, double Value) pair) => new(pair.Name, (float)pair.Value);

    public static implicit operator OnnxAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, IEnumerable<int> Value) pair) => new(pair.Name, pair.Value.Select(number => (long)number).ToArray());

    /// <summary>Writes an <c>AttributeProto</c>.</summary>
    public void Write(ProtoWriter writer)
    {
        writer.Text(1, Name);
        switch (Value)
        {
            case long number:
                writer.Integer(3, number);
                writer.Integer(20, IntegerType);
                break;
            case float number:
                writer.Float(2, number);
                writer.Integer(20, FloatType);
                break;
            case string text:
                writer.Text(4, text);
                writer.Integer(20, TextType);
                break;
            default:
                Array.ForEach((long[])Value, number => writer.Integer(8, number));
                writer.Integer(20, IntegersType);
                break;
        }
    }
}
