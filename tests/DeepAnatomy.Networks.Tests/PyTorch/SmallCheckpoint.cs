namespace DeepAnatomy.Networks.Tests.PyTorch;

/// <summary>The smallest checkpoint of nnU-Net: two stages of one convolution, all weights in one storage.</summary>
static class SmallCheckpoint
{
    const int Count = 64;
    const int Offset = 2;

    public static void Write(string path, Action<PickleWriter>? settings = null, string prefix = "") => TorchArchive.Write(path, Pickle(settings, prefix), Members());

    public static (string Name, byte[] Bytes)[] Members() =>
        [("data/0", [.. Enumerable.Range(0, Count).SelectMany(value => BitConverter.GetBytes(value / 64f))]), ("version", "3\n"u8.ToArray()), ("byteorder", "little"u8.ToArray())];

    public static byte[] Pickle(Action<PickleWriter>? settings = null, string prefix = "")
    {
        var writer = new PickleWriter().Dictionary().Text("network_weights").Global("collections", "OrderedDict").Raw((byte)')').Call();
        Block(writer, prefix + "encoder.stages.0.0.convs.0", 2, 1);
        Block(writer, prefix + "encoder.stages.1.0.convs.0", 3, 2);
        Weight(writer, prefix + "decoder.transpconvs.0.weight", 3, 2, 2, 2);
        Weight(writer, prefix + "decoder.transpconvs.0.bias", 2);
        Block(writer, prefix + "decoder.stages.0.convs.0", 2, 4);
        Weight(writer, prefix + "decoder.seg_layers.0.weight", 2, 2, 1, 1);
        Weight(writer, prefix + "decoder.seg_layers.0.bias", 2);
        writer.SetItem();
        settings?.Invoke(writer);
        return writer.End();
    }

    static void Block(PickleWriter writer, string module, int filters, int channels)
    {
        Weight(writer, module + ".conv.weight", filters, channels, 1, 1);
        Weight(writer, module + ".conv.bias", filters);
        Weight(writer, module + ".norm.weight", filters);
        Weight(writer, module + ".norm.bias", filters);
        writer.Text(module + ".all_modules.0.bias").Tensor("FloatStorage", "0", Count, 0, [filters], [1]).SetItem();
    }

    static void Weight(PickleWriter writer, string name, params int[] shape)
    {
        var strides = shape.Select((_, axis) => shape[(axis + 1)..].Aggregate(1, (product, size) => product * size)).ToArray();
        writer.Text(name).Tensor("FloatStorage", "0", Count, Offset, shape, strides).SetItem();
    }
}
