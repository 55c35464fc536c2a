using System.IO.Compression;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Arrays;

public class NpzFileTests
{
    const string Types = "f4,f8,f2,i1,u1,i2,i4,i8,?,u2,u4";

    [PythonTheory]
    [InlineData('<', "C", "savez")]
    [InlineData('>', "C", "savez_compressed")]
    [InlineData('<', "F", "savez_compressed")]
    [InlineData('>', "F", "savez")]
    public void Arrays_of_every_type_byte_order_and_axis_order_are_read_as_NumPy_wrote_them(char byteOrder, string axisOrder, string save)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        Python.Run(
            "import sys, numpy as np\n"
            + "path, order, axes, save = sys.argv[1:]\n"
            + "a = {t.replace('?', 'b1'): np.array((np.arange(24).reshape(2, 3, 4) % 7) > 2 if t == '?' else np.arange(24).reshape(2, 3, 4) * 5, dtype=order + t, order=axes) for t in '" + Types + "'.split(',')}\n"
            + "a['scalar'] = np.float32(2.5)\na['empty'] = np.zeros((0, 3), 'f4')\na['line'] = np.arange(5, dtype=order + 'f4')\n"
            + "getattr(np, save)(path, **a)",
            path,
            byteOrder.ToString(),
            axisOrder,
            save);

        var arrays = NpzFile.Read(path);

        ElementType[] expected = [ElementType.Float32, ElementType.Float64, ElementType.Float16, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Boolean, ElementType.Int32, ElementType.Int64];
        foreach (var (name, type) in Types.Replace("?", "b1", StringComparison.Ordinal).Split(',').Zip(expected))
        {
            var array = arrays[name];
            Assert.Equal(type, array.Type);
            Assert.Equal((int[])[2, 3, 4], array.Shape.ToArray());
            Assert.Equal(Enumerable.Range(0, 24).Select(i => type == ElementType.Boolean ? (i % 7 > 2 ? 1 : 0) : i * 5.0), Enumerable.Range(0, 24).Select(i => array[i]));
        }

        Assert.Equal(0, arrays["scalar"].Rank);
        Assert.Equal(2.5, arrays["scalar"][0]);
        Assert.Equal((int[])[0, 3], arrays["empty"].Shape.ToArray());
        Assert.Equal([0, 1, 2, 3, 4], arrays["line"].ToFloats());
    }

    [PythonFact]
    public void NumPy_reads_what_is_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        NpzFile.Write(path, [new("x0", NdArray.Of([2, 3], [1f, 2, 3, 4, 5, 6.5f])), new("n", NdArray.Of([], [7L])), new("v", NdArray.Of([2], [3, 4]))]);

        Assert.Equal(
            "[('n', 'int64', (), 7), ('v', 'int32', (2,), [3, 4]), ('x0', 'float32', (2, 3), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]])]",
            Python.Run("import sys, numpy as np; a = np.load(sys.argv[1]); print(sorted((k, str(a[k].dtype), a[k].shape, a[k].tolist()) for k in a.files))", path).Trim());
    }

    [Fact]
    public void What_is_written_is_read_back_and_the_bytes_depend_on_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var array = new NdArray(ElementType.BFloat16, [3], new byte[] { 0, 0x3f, 0x80, 0x3f, 1, 2 });
        NpzFile.Write(folder.File("a.npz"), [new("x", array)]);
        NpzFile.Write(folder.File("b.npz"), [new("x", array)]);

        var read = NpzFile.Read(folder.File("a.npz"))["x"];

        Assert.Equal(ElementType.BFloat16, read.Type);
        Assert.Equal(array.Bytes, read.Bytes);
        Assert.Equal(File.ReadAllBytes(folder.File("a.npz")), File.ReadAllBytes(folder.File("b.npz")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [PythonTheory]
    [InlineData("np.array(['a', 'b'])", "no numbers")]
    [InlineData("np.array([{}], dtype=object)", "no numbers")]
    [InlineData("np.zeros(3, 'c8')", "no numbers")]
    public void What_holds_no_numbers_is_refused_by_name(string expression, string reason)
    {
        using var folder = new TemporaryFolder();
        Python.Run($"import sys, numpy as np; np.savez(sys.argv[1], bad={expression})", folder.File("a.npz"));

        var error = Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("a.npz")));
        Assert.Contains("bad", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData("(4294967296, 4294967296)")]
    [InlineData("(65536, 65536, 65536, 65536)")]
    [InlineData("(2147483647, 2147483647, 2147483647)")]
    [InlineData("(-1,)")]
    [InlineData("(7,)")]
    public void A_header_that_lies_about_the_size_is_refused(string shape)
    {
        using var folder = new TemporaryFolder();
        var bytes = NpyFormat.Encode(NdArray.Of([4], [1f, 2, 3, 4]));
        var text = System.Text.Encoding.Latin1.GetString(bytes).Replace("(4,)", shape, StringComparison.Ordinal);
        var lying = System.Text.Encoding.Latin1.GetBytes(text);
        lying[8] = (byte)(lying[8] + shape.Length - 4);
        File.WriteAllBytes(folder.File("a.npy"), lying);

        Assert.Throws<UnreadableModelException>(() => NpyFile.Read(folder.File("a.npy")));
    }

    [Fact]
    public void A_member_that_expands_a_thousandfold_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var archive = ZipFile.Open(folder.File("a.npz"), ZipArchiveMode.Create))
        {
            using var member = archive.CreateEntry("x.npy", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 65; megabyte++)
            {
                member.Write(zeros);
            }
        }

        Assert.Contains("expands", Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("a.npz"))).Reason);
    }

    [Theory]
    [InlineData("../x.npy")]
    [InlineData("/x.npy")]
    [InlineData("c:\\x.npy")]
    public void A_member_that_points_outside_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        using (var archive = ZipFile.Open(folder.File("a.npz"), ZipArchiveMode.Create))
        {
            archive.CreateEntry(name);
        }

        Assert.Contains("outside", Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("a.npz"))).Reason);
    }

    [Fact]
    public void Two_members_of_one_name_and_a_wrong_checksum_are_refused()
    {
        using var folder = new TemporaryFolder();
        using (var archive = ZipFile.Open(folder.File("a.npz"), ZipArchiveMode.Create))
        {
            archive.CreateEntry("x.npy");
            archive.CreateEntry("x.npy");
        }

        NpzFile.Write(folder.File("b.npz"), [new("x", NdArray.Of([2], [1f, 2]))]);
        var bytes = File.ReadAllBytes(folder.File("b.npz"));
        bytes[40 + 128] ^= 1;
        File.WriteAllBytes(folder.File("b.npz"), bytes);

        Assert.Contains("twice", Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("a.npz"))).Reason);
        Assert.Contains("checksum", Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("b.npz"))).Reason);
    }

    [Fact]
    public void A_file_that_is_absent_or_no_archive_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.npz"), "text");

        Assert.Contains("no such file", Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("b.npz"))).Reason);
        Assert.Throws<UnreadableModelException>(() => NpzFile.Read(folder.File("a.npz")));
        Assert.Throws<UnreadableModelException>(() => NpyFile.Read(folder.File("a.npz")));
    }

    [ReferenceDataFact]
    public void The_reference_arrays_are_read()
    {
        var arrays = NpzFile.Read(ReferenceData.Path("keras/unet2d.npz"));
        Assert.Equal([64, 64, 1], arrays["x0"].Shape.Skip(1));
        Assert.Equal(ElementType.Float32, arrays["y0"].Type);
    }
}
