using System.Text;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Safetensors;

namespace DeepAnatomy.Networks.Tests.Safetensors;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        Dictionary<string, NdArray> arrays = new()
        {
            ["a/kernel"] = NdArray.Of([2, 3], [1f, 2, 3, 4, 5, 6]),
            ["b"] = NdArray.Of([], [7L]),
            ["c\"ü"] = new(ElementType.Boolean, [3], new byte[] { 1, 0, 1 }),
            ["empty"] = new(ElementType.BFloat16, [0, 4], ReadOnlyMemory<byte>.Empty),
        };
        SafetensorsFile.Write(path, arrays, [new("licence", "none")]);
        var read = SafetensorsFile.Read(path);
        Assert.Equal(arrays.Keys.Order(), read.Arrays.Keys.Order());
        Assert.All(arrays, entry => Assert.Equal(entry.Value.Bytes.ToArray(), read.Arrays[entry.Key].Bytes.ToArray()));
        Assert.All(arrays, entry => Assert.Equal((entry.Value.Type, string.Join(',', entry.Value.Shape)), (read.Arrays[entry.Key].Type, string.Join(',', read.Arrays[entry.Key].Shape))));
        Assert.Equal("none", read.Metadata["licence"]);
    }

    [Fact]
    public void The_bytes_are_those_of_the_specification()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        SafetensorsFile.Write(path, [new("w", NdArray.Of([1], [1f]))]);
        const string header = """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        Assert.Equal([.. BitConverter.GetBytes((long)padded.Length), .. Encoding.ASCII.GetBytes(padded), .. BitConverter.GetBytes(1f)], File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "does not begin")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"v":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "does not begin")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "the file holds 5")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "the file holds 3")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "twice")]
    [InlineData("""{"w":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[0,4]}}""", 4, "F8_E5M2")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", 0, "impossible")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "no list of numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "no list of numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "")]
    [InlineData("""{"w":[]}""", 4, "not known")]
    [InlineData("""["w"]""", 4, "brace")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "metadata")]
    [InlineData("""{"w":""", 0, "JSON")]
    public void A_header_that_breaks_the_rules_is_refused(string header, int bytes, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]]);
        Assert.Contains(reason, Assert.Throws<UnreadableModelException>(() => SafetensorsFile.Read(path)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("ffffffffffffffff7b7d")]
    [InlineData("ffffffffffffff7f7b7d")]
    [InlineData("0300000000000000")]
    public void A_length_that_does_not_fit_the_file_is_refused(string hex)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.safetensors");
        File.WriteAllBytes(path, Convert.FromHexString(hex));
        Assert.Throws<UnreadableModelException>(() => SafetensorsFile.Read(path));
    }

    [Fact]
    public void Two_arrays_of_one_name_are_not_written() =>
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write("/nowhere/a.safetensors", [new("w", NdArray.Of([], [1f])), new("w", NdArray.Of([], [1f]))]));
}
