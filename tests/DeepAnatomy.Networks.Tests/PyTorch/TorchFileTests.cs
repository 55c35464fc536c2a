using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.PyTorch;

namespace DeepAnatomy.Networks.Tests.PyTorch;

public sealed class TorchFileTests
{
    static readonly byte[] Six = [.. Enumerable.Range(0, 6).SelectMany(value => BitConverter.GetBytes((float)value))];

    [Fact]
    public void A_tensor_is_read_by_its_offset_and_strides()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");

        // The storage 0 … 5 as 3 × 2, transposed, without the first row.
        TorchArchive.Write(path, Dictionary(writer => writer.Tensor("FloatStorage", "0", 6, 1, [2, 2], [1, 2])), ("data/0", Six));
        using var file = TorchFile.Open(path);
        var array = file.Load(Tensor(file));
        Assert.Equal(new[] { 2, 2 }, array.Shape);
        Assert.Equal([1, 3, 2, 4], array.ToFloats());
    }

    [Theory]
    [InlineData("HalfStorage", "003c00c0", ElementType.Float16)]
    [InlineData("BFloat16Storage", "803f00c0", ElementType.BFloat16)]
    [InlineData("DoubleStorage", "000000000000f03f00000000000000c0", ElementType.Float64)]
    [InlineData("IntStorage", "01000000feffffff", ElementType.Int32)]
    [InlineData("CharStorage", "01fe", ElementType.Int8)]
    public void Elements_of_other_types_are_read(string storage, string hex, ElementType type)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        TorchArchive.Write(path, Dictionary(writer => writer.Tensor(storage, "0", 2, 0, [2], [1])), ("data/0", Convert.FromHexString(hex)));
        using var file = TorchFile.Open(path);
        var array = file.Load(Tensor(file));
        Assert.Equal(type, array.Type);
        Assert.Equal([1, -2], array.ToFloats());
    }

    [Theory]
    [InlineData(6, 5, new[] { 2 }, new[] { 1 })]
    [InlineData(6, 0, new[] { 7 }, new[] { 1 })]
    [InlineData(6, 0, new[] { 100_000, 100_000 }, new[] { 0, 0 })]
    [InlineData(6, 0, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    [InlineData(7, 0, new[] { 7 }, new[] { 1 })]
    public void A_tensor_that_leaves_its_storage_is_refused(int count, int offset, int[] shape, int[] strides)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        TorchArchive.Write(path, Dictionary(writer => writer.Tensor("FloatStorage", "0", count, offset, shape, strides)), ("data/0", Six));
        using var file = TorchFile.Open(path);
        Assert.Throws<UnreadableModelException>(() => file.Load(Tensor(file)));
    }

    [Fact]
    public void Tensors_that_together_outgrow_the_file_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        const int count = 2 << 20;
        TorchArchive.Write(path, Dictionary(writer => writer.Tensor("FloatStorage", "0", count, 0, [count], [1])), ("data/0", new byte[count * 4]));
        using var file = TorchFile.Open(path);
        var thrown = Assert.Throws<UnreadableModelException>(() =>
        {
            for (var view = 0; view < 100; view++)
            {
                file.Load(Tensor(file));
            }
        });
        Assert.Contains("expands", thrown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_storage_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        TorchArchive.Write(path, Dictionary(writer => writer.Tensor("FloatStorage", "17", 6, 0, [6], [1])), ("data/0", Six));
        using var file = TorchFile.Open(path);
        Assert.Contains("'17'", Assert.Throws<UnreadableModelException>(() => file.Load(Tensor(file))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_in_a_checkpoint_is_refused_with_the_name_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("evil.pth");
        TorchArchive.Write(path, new PickleWriter().Global("os", "system").Mark().Text("touch owned").Tuple().Call().End());
        var thrown = Assert.Throws<UnreadableModelException>(() => TorchFile.Open(path));
        Assert.Contains("evil.pth", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("os.system", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_of_TorchScript_is_told_apart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pt");
        TorchArchive.Write(path, Dictionary(writer => writer.Number(1)), ("constants.pkl", []));
        Assert.Contains("TorchScript", Assert.Throws<UnreadableModelException>(() => TorchFile.Open(path)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_a_big_endian_machine_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        TorchArchive.Write(path, Dictionary(writer => writer.Number(1)), ("byteorder", "big"u8.ToArray()));
        Assert.Contains("big-endian", Assert.Throws<UnreadableModelException>(() => TorchFile.Open(path)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        foreach (var content in new byte[][] { [], [0x80], "no checkpoint at all"u8.ToArray(), "PK\u0003\u0004 cut"u8.ToArray() })
        {
            File.WriteAllBytes(path, content);
            Assert.Throws<UnreadableModelException>(() => TorchFile.Open(path));
        }
    }

    [Fact]
    public void The_layout_before_PyTorch_1_6_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.pth");
        byte[] magic = new PickleWriter().Raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).End();
        byte[] content =
        [
            .. magic,
            .. new PickleWriter().Number(1001).End(),
            .. new PickleWriter().Dictionary().Text("little_endian").Raw(0x88).SetItem().End(),
            .. Dictionary(writer => writer.Tensor("FloatStorage", "94", 6, 0, [2, 3], [3, 1])),
            .. new PickleWriter().Raw((byte)']').Text("94").Raw((byte)'a').End(),
            .. BitConverter.GetBytes(6L),
            .. Six,
        ];
        File.WriteAllBytes(path, content);
        using var file = TorchFile.Open(path);
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Load(Tensor(file)).ToFloats());
        File.WriteAllBytes(path, content[..^1]);
        Assert.Contains("middle", Assert.Throws<UnreadableModelException>(() => TorchFile.Open(path)).Reason, StringComparison.Ordinal);
    }

    static byte[] Dictionary(Action<PickleWriter> value)
    {
        var writer = new PickleWriter().Dictionary().Text("w");
        value(writer);
        return writer.SetItem().End();
    }

    static PickleTensor Tensor(TorchFile file) => Assert.IsType<PickleTensor>(Assert.IsType<PickleDictionary>(file.Root)["w"]);
}
