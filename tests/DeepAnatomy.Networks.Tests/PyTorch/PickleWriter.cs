using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DeepAnatomy.Networks.Tests.PyTorch;

/// <summary>Writes pickles of protocol 2 as PyTorch does, and as an attacker might.</summary>
sealed class PickleWriter
{
    readonly ArrayBufferWriter<byte> stream = new();

    public PickleWriter() => Raw(0x80, 2);

    public PickleWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }

    public PickleWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Raw((byte)'X');
        return Length(bytes.Length).Raw(bytes);
    }

    public PickleWriter Number(int value)
    {
        Raw((byte)'J');
        return Length(value);
    }

    public PickleWriter Global(string module, string name) => Raw(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));

    public PickleWriter Mark() => Raw((byte)'(');

    public PickleWriter Tuple() => Raw((byte)'t');

    public PickleWriter Call() => Raw((byte)'R');

    public PickleWriter Dictionary() => Raw((byte)'}');

    public PickleWriter SetItem() => Raw((byte)'s');

    public PickleWriter Numbers(params ReadOnlySpan<int> values)
    {
        Mark();
        foreach (var value in values)
        {
            Number(value);
        }

        return Tuple();
    }

    /// <summary>A tensor as <c>torch._utils._rebuild_tensor_v2</c> takes it.</summary>
    public PickleWriter Tensor(string storageType, string key, int count, int offset, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Mark();
        Mark().Text("storage").Global("torch", storageType).Text(key).Text("cpu").Number(count).Tuple().Raw((byte)'Q');
        Number(offset).Numbers(shape).Numbers(strides).Raw(0x89);
        return Global("collections", "OrderedDict").Raw((byte)')').Call().Tuple().Call();
    }

    public byte[] End()
    {
        Raw((byte)'.');
        return stream.WrittenSpan.ToArray();
    }

    PickleWriter Length(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }
}
