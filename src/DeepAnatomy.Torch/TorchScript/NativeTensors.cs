using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.TorchScript;

/// <summary>Arrays to tensors and back, every element type as it is.</summary>
static class NativeTensors
{
    static readonly (ElementType Array, torch.ScalarType Tensor)[] Types =
    [
        (ElementType.Float32, torch.ScalarType.Float32),
        (ElementType.Float64, torch.ScalarType.Float64),
        (ElementType.Float16, torch.ScalarType.Float16),
        (ElementType.BFloat16, torch.ScalarType.BFloat16),
        (ElementType.Int8, torch.ScalarType.Int8),
        (ElementType.UInt8, torch.ScalarType.Byte),
        (ElementType.Int16, torch.ScalarType.Int16),
        (ElementType.Int32, torch.ScalarType.Int32),
        (ElementType.Int64, torch.ScalarType.Int64),
        (ElementType.Boolean, torch.ScalarType.Bool),
    ];

    public static torch.Tensor ToTensor(NdArray array)
    {
        var type = Types.First(pair => pair.Array == array.Type).Tensor;
        var tensor = torch.empty([.. array.Shape.Select(size => (long)size)], type);
        array.Bytes.CopyTo(tensor.bytes);
        return tensor;
    }

    public static NdArray ToArray(torch.Tensor tensor)
    {
        var known = Array.Find(Types, pair => pair.Tensor == tensor.dtype);
        return TensorArrays.ToArray(tensor, known.Tensor == tensor.dtype ? known.Array : ElementType.Float32);
    }
}
