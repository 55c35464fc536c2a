using System.Security.Cryptography;
using System.Text.Json;
using DeepAnatomy.Networks.Keras.Hdf5;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Keras.Hdf5;

public class HdfFileTests
{
    /// <summary>Prints every dataset with shape and hash, and every text attribute, as h5py sees them.</summary>
    const string Listing = """
        import sys, json, hashlib, h5py, numpy as np
        out = {}
        def texts(o):
            r = {}
            for k in o.attrs:
                v = o.attrs[k]
                if isinstance(v, (str, bytes)): r[k] = [v if isinstance(v, str) else v.decode()]
                elif isinstance(v, np.ndarray) and (v.dtype.kind in 'OS' or v.size == 0): r[k] = [x if isinstance(x, str) else x.decode() for x in v.ravel()]
            return r
        def visit(name, o):
            if isinstance(o, h5py.Dataset):
                v = o[()]
                v = np.ascontiguousarray(np.asarray(v).astype(np.asarray(v).dtype.newbyteorder('<')))
                out[name] = [list(o.shape), hashlib.sha256(v.tobytes()).hexdigest(), texts(o)]
            else: out[name + '/'] = [[], '', texts(o)]
        with h5py.File(sys.argv[1], 'r') as f:
            out['/'] = [[], '', texts(f)]
            f.visititems(visit)
        print(json.dumps(out))
        """;

    public static TheoryData<string> Files =>
    [
        "keras/sequential.legacy_k3.h5", "keras/sequential.weights.h5", "keras/unet2d.legacy_k3.h5", "keras/unet2d.weights.h5", "keras/res_att_unet.weights.h5",
    ];

    [PythonReferenceDataTheory]
    [MemberData(nameof(Files))]
    public void Every_dataset_and_text_of_the_reference_files_is_read_as_h5py_reads_it(string file) => AssertAsH5py(ReferenceData.Path(file));

    [PythonTheory]
    [InlineData("libver='earliest'")]
    [InlineData("libver='latest'")]
    [InlineData("libver='latest', track_order=True")]
    [InlineData("userblock_size=1024")]
    public void Files_as_users_write_them_are_read_as_h5py_reads_them(string options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.h5");
        Python.Run(
            $"""
            import sys, h5py, numpy as np
            rng = np.random.RandomState(0)
            with h5py.File(sys.argv[1], 'w', {options}) as f:
                f.attrs['title'] = 'Grüße'
                for i in range(40):
                    g = f.create_group(f'layer_{"{i}"}')
                    g.attrs['weight_names'] = [b'a/kernel:0', b'a/bias:0']
                    g.attrs['names'] = ['ü', 'longer']
                    g.attrs['none'] = []
                    x = rng.rand(5, 7, 9).astype('f4')
                    g.create_dataset('a/kernel:0', data=x, chunks=(2, 3, 9), compression='gzip', shuffle=True, fletcher32=True)
                    g.create_dataset('lzf', data=np.round(x), chunks=(5, 7, 4), compression='lzf')
                    g.create_dataset('one', data=x, chunks=(5, 7, 9), compression='gzip')
                    g.create_dataset('plain', data=x, chunks=(4, 4, 4))
                    g.create_dataset('big', data=x.astype('>f8'))
                    g.create_dataset('half', data=x.astype('f2'))
                    g.create_dataset('flags', data=x > 0.5)
                    g.create_dataset('scalar', data=np.int64(i))
                    g.create_dataset('small', data=np.int8([1, -2]))
                    g.create_dataset('empty', data=np.zeros((0, 3), 'f4'))
                    g.create_dataset('filled', shape=(6, 5), chunks=(2, 2), dtype='f4', fillvalue=2.5)
                    g['filled'][1, 1] = 7
                    if i % 10 == 0:
                        for k in range(20): g.attrs[f'x{"{k}"}'] = f'text {"{k}"}'
                many = f.create_group('many')
                for k in range(700): many.create_dataset(f'd{"{k}"}', data=np.float32(k))
            """,
            path);

        AssertAsH5py(path);
    }

    [PythonFact]
    public void A_list_too_long_for_one_attribute_is_put_together()
    {
        using var folder = new TemporaryFolder();
        Python.Run("import sys, h5py\nf = h5py.File(sys.argv[1], 'w')\nf.attrs['n0'] = [b'a', b'b']\nf.attrs['n1'] = [b'c']\nf.attrs['m'] = [b'only']", folder.File("a.h5"));

        var root = HdfFile.Open("a.h5", File.ReadAllBytes(folder.File("a.h5"))).Root;

        Assert.Equal("a b c", string.Join(' ', root.Attributes.Texts("n")!.Value));
        Assert.Equal("only", string.Join(' ', root.Attributes.Texts("m")!.Value));
        Assert.Null(root.Attributes.Texts("p"));
    }

    [PythonTheory]
    [InlineData("f['x'] = h5py.SoftLink('/y')", "another place")]
    [InlineData("f['x'] = h5py.ExternalLink('other.h5', '/y')", "another place")]
    [InlineData("f.create_dataset('x', shape=(100,), dtype='f4', external=[('raw.bin', 0, 400)])", "another file")]
    [InlineData("l = h5py.VirtualLayout(shape=(4,), dtype='f4'); l[:] = h5py.VirtualSource('o.h5', 'd', shape=(4,)); f.create_virtual_dataset('x', l)", "virtual")]
    [InlineData("f.create_dataset('x', shape=(40000, 40000), dtype='f4', chunks=(4000, 4000), compression='gzip')", "stored")]
    [InlineData("f.create_dataset('x', shape=(30000, 30000), dtype='f4')", "stored")]
    [InlineData("f.create_dataset('x', data=np.zeros((2000, 2000, 8), 'f4'), chunks=(2000, 2000, 8), compression='gzip')", "")]
    [InlineData("f.create_dataset('x', data=['text'])", "no numbers")]
    public void What_leaves_the_file_or_expands_a_thousandfold_is_refused(string statement, string reason)
    {
        using var folder = new TemporaryFolder();
        Python.Run($"import sys, h5py, numpy as np\nwith h5py.File(sys.argv[1], 'w') as f:\n    {statement}", folder.File("a.h5"));

        var error = Record.Exception(() => HdfFile.Open("a.h5", File.ReadAllBytes(folder.File("a.h5"))).Root.Dataset("x")!.Read());

        if (reason.Length == 0)
        {
            Assert.Null(error);
        }
        else
        {
            Assert.Contains(reason, Assert.IsType<UnreadableModelException>(error).Reason);
        }
    }

    [Fact]
    public void What_is_no_file_of_this_kind_is_refused() =>
        Assert.Contains("not an HDF5 file", Assert.Throws<UnreadableModelException>(() => HdfFile.Open("a.h5", new byte[3000])).Reason);

    static void AssertAsH5py(string path)
    {
        var expected = JsonSerializer.Deserialize<SortedDictionary<string, JsonElement>>(Python.Run(Listing, path))!;
        SortedDictionary<string, string> found = [];
        Walk(HdfFile.Open(path, File.ReadAllBytes(path)).Root, "", found);

        Assert.Equal(expected.Select(item => $"{item.Key} {item.Value[0].GetRawText().Replace(" ", "", StringComparison.Ordinal)} {item.Value[1]}"), found.Select(item => $"{item.Key} {item.Value}"));
        foreach (var (name, item) in expected.Where(item => item.Key.EndsWith('/')))
        {
            var group = HdfFile.Open(path, File.ReadAllBytes(path)).Root.Group(name)!;
            foreach (var attribute in item[2].EnumerateObject())
            {
                Assert.Equal(attribute.Value.EnumerateArray().Select(text => text.GetString()), group.Attributes.Texts(attribute.Name)!.Value.ToArray());
            }
        }
    }

    static void Walk(HdfGroup group, string path, SortedDictionary<string, string> found)
    {
        found[path + "/"] = "[] ";
        foreach (var name in group.Names)
        {
            var full = path.Length == 0 ? name : $"{path}/{name}";
            if (group.Group(name) is { } inner)
            {
                Walk(inner, full, found);
            }
            else
            {
                var array = group.Dataset(name)!.Read();
                found[full] = $"[{string.Join(',', array.Shape)}] {Convert.ToHexStringLower(SHA256.HashData(array.Bytes))}";
            }
        }
    }
}
