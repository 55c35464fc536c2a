using System.Text.Json;

namespace DeepAnatomy.Networks.Tests.Keras;

/// <summary>The reference models, and what h5py says about their weights.</summary>
static class GoldenModels
{
    /// <summary>Prints groups, datasets (shape, type, hash) and texts of the weights in files of Keras.</summary>
    const string Listing = """
        import sys, json, hashlib, io, zipfile, h5py, numpy as np
        result = {}
        for path in sys.argv[1:]:
            out = {}
            def visit(name, o):
                texts = {k: str(o.attrs[k]) for k in o.attrs}
                if isinstance(o, h5py.Dataset):
                    v = np.ascontiguousarray(o[()])
                    out[name] = json.dumps([list(o.shape), str(o.dtype), hashlib.sha256(v.tobytes()).hexdigest(), o.id.get_create_plist().get_layout(), texts])
                else: out[name + '/'] = json.dumps(texts)
            data = zipfile.ZipFile(path).read('model.weights.h5') if zipfile.is_zipfile(path) else open(path, 'rb').read()
            with h5py.File(io.BytesIO(data), 'r') as f: f.visititems(visit)
            result[path] = out
        print(json.dumps(result))
        """;

    public static IReadOnlyList<string> All { get; } = !ReferenceData.IsPresent ? [] :
    [
        .. new[] { "keras", "keras/layers", "keras/train" }.SelectMany(folder => Directory.GetFiles(ReferenceData.Path(folder), "*.keras")).Order(StringComparer.Ordinal),
    ];

    /// <summary>For each file its groups and datasets by path, as h5py sees them.</summary>
    public static Dictionary<string, SortedDictionary<string, string>> Weights(params string[] paths)
    {
        Dictionary<string, SortedDictionary<string, string>> all = [];
        foreach (var some in paths.Chunk(500))
        {
            foreach (var (path, items) in JsonSerializer.Deserialize<Dictionary<string, SortedDictionary<string, string>>>(Python.Run(Listing, some))!)
            {
                all[path] = items;
            }
        }

        return all;
    }
}
