using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>Arrays to tensors and back.</summary>
static class TensorArrays
{
    /// <summary>Copies an array into a new tensor: numbers in the wanted precision, whole numbers as 64-bit ones where they stay whole.</summary>
    public static torch.Tensor ToTensor(NdArray array, torch.ScalarType type)
    {
        var stored = array.Type == ElementType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        var shape = array.Shape.Select(size => (long)size).ToArray();
        var tensor = torch.empty(shape, stored);
        switch (array.Type)
        {
            case ElementType.Float32 or ElementType.Float64:
                array.Bytes.CopyTo(tensor.bytes);
                break;
            default:
                array.ToFloats().CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
                break;
        }

        if (stored == type)
        {
            return tensor;
        }

        using (tensor)
        {
            return tensor.to_type(type);
        }
    }

    /// <summary>Copies a tensor into a new array of its own precision.</summary>
    public static NdArray ToArray(torch.Tensor tensor) =>
        ToArray(tensor, tensor.dtype == torch.ScalarType.Float64 ? ElementType.Float64 : ElementType.Float32);

    /// <summary>Copies a tensor into a new array.</summary>
    public static NdArray ToArray(torch.Tensor tensor, ElementType type)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        ImmutableArray<int> shape = [.. tensor.shape.Select(size => checked((int)size))];
        var wanted = ScalarTypeOf(type);
        return new NdArray(type, shape, tensor.detach().to_type(wanted).contiguous().bytes.ToArray());
    }

    static torch.ScalarType ScalarTypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => torch.ScalarType.Float32,
        ElementType.Float64 => torch.ScalarType.Float64,
        ElementType.Float16 => torch.ScalarType.Float16,
        ElementType.BFloat16 => torch.ScalarType.BFloat16,
        ElementType.Int8 => torch.ScalarType.Int8,
        ElementType.UInt8 => torch.ScalarType.Byte,
        ElementType.Int16 => torch.ScalarType.Int16,
        ElementType.Int32 => torch.ScalarType.Int32,
        ElementType.Int64 => torch.ScalarType.Int64,
        _ => torch.ScalarType.Bool,
    };
}
