using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Tests.Keras.Legacy;

/// <summary>Makes HDF5 files as Keras 1 and 2 wrote them, with h5py. Every weight counts up from a number of its own.</summary>
sealed record LegacyFile
{
    const string Script = """
        import sys, json, h5py, numpy as np
        d = json.loads(open(sys.argv[1]).read())
        def text(v): return np.bytes_(v) if d['Fixed'] else v
        def texts(g, name, values):
            if d['Split'] and name == 'layer_names':
                for i in range(0, len(values), 2): g.attrs[f'{name}{i // 2}'] = [v.encode() for v in values[i:i + 2]]
            else: g.attrs[name] = [v.encode() for v in values] if d['Fixed'] else values
        with h5py.File(sys.argv[2], 'w') as f:
            if d['Version']:
                f.attrs['keras_version'] = text(d['Version'])
                f.attrs['backend'] = text(d['Backend'])
            if d['Config']: f.attrs['model_config'] = text(d['Config'])
            if d['Training']: f.attrs['training_config'] = text(d['Training'])
            root = f.create_group('model_weights') if d['Config'] else f
            texts(root, 'layer_names', [l['Name'] for l in d['Layers']])
            number = 0
            def add(g, name, shape):
                global number
                number += 1
                g.create_dataset(name, data=np.float32(number) + np.arange(int(np.prod(shape)), dtype='f4').reshape(shape) / 1024)
            for l in d['Layers']:
                g = root.create_group(l['Name'])
                texts(g, 'weight_names', [w['Name'] for w in l['Weights']])
                for w in l['Weights']: add(g, w['Name'], w['Shape'])
            if d['Optimizer']:
                g = f.create_group('optimizer_weights')
                texts(g, 'weight_names', [w['Name'] for w in d['Optimizer']])
                for w in d['Optimizer']:
                    if 'iter' in w['Name']: g.create_dataset(w['Name'], data=np.int64(6))
                    else: add(g, w['Name'], w['Shape'])
        """;

    public string? Config { get; init; }

    public string? Training { get; init; }

    public string? Version { get; init; } = "2.9.0";

    public string Backend { get; init; } = "tensorflow";

    /// <summary>Attributes are bytes of fixed length, as Keras 1 and early 2 wrote them.</summary>
    public bool Fixed { get; init; }

    /// <summary>Names of layers in several attributes.</summary>
    public bool Split { get; init; }

    public List<Layer> Layers { get; init; } = [];

    public List<Weight> Optimizer { get; init; } = [];

    public void Write(string path)
    {
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(this));
        Python.Run(Script, path + ".json", path);
        File.Delete(path + ".json");
    }

    /// <param name="name">Name of the layer.</param>
    /// <param name="weights">Name and shape of each weight, e.g. <c>conv/kernel:0 3,3,1,4</c>.</param>
    public static Layer Of(string name, params string[] weights) => new(name, [.. weights.Select(Parse)]);

    public static Weight Parse(string weight) => weight.Split(' ') is [var name, var shape]
        ? new(name, [.. shape.Split(',').Select(int.Parse)])
        : new(weight.Trim(), []);

    /// <summary>A model as Keras 2 serialises it.</summary>
    /// <param name="layers">The layers' objects.</param>
    /// <param name="input">Input leaves.</param>
    /// <param name="output">Output leaves.</param>
    /// <param name="className">Functional or Model.</param>
    /// <param name="name">Name of the model.</param>
    public static string Functional(IEnumerable<string> layers, string input, string output, string className = "Functional", string name = "m") =>
        $$$"""{"class_name": "{{{className}}}", "config": {"name": "{{{name}}}", "layers": [{{{string.Join(", ", layers)}}}], "input_layers": {{{input}}}, "output_layers": {{{output}}} }}""";

    /// <summary>A layer as Keras 2 serialises it.</summary>
    /// <param name="className">Class.</param>
    /// <param name="name">Name.</param>
    /// <param name="config">Settings without braces and name.</param>
    /// <param name="nodes">Inbound nodes.</param>
    public static string Entry(string className, string name, string config, string nodes)
    {
        var settings = JsonNode.Parse($"{{{config}}}")!.AsObject();
        settings.Insert(0, "name", name);
        return $$"""{"class_name": "{{className}}", "config": {{settings.ToJsonString()}}, "name": "{{name}}", "inbound_nodes": {{nodes}}}""";
    }

    public sealed record Layer(string Name, List<Weight> Weights);

    public sealed record Weight(string Name, List<int> Shape);
}
