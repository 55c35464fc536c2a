using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>The classes and functions that a checkpoint may name, and what stands for their results here.</summary>
/// <param name="budget">What copies may cost.</param>
sealed class PickleGlobals(PickleBudget budget)
{
    const int BytesPerItem = 16;

    static readonly FrozenDictionary<string, ElementType> Storages = new Dictionary<string, ElementType>
    {
        ["FloatStorage"] = ElementType.Float32,
        ["DoubleStorage"] = ElementType.Float64,
        ["HalfStorage"] = ElementType.Float16,
        ["BFloat16Storage"] = ElementType.BFloat16,
        ["CharStorage"] = ElementType.Int8,
        ["ByteStorage"] = ElementType.UInt8,
        ["ShortStorage"] = ElementType.Int16,
        ["IntStorage"] = ElementType.Int32,
        ["LongStorage"] = ElementType.Int64,
        ["BoolStorage"] = ElementType.Boolean,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, ElementType> Types = new Dictionary<string, ElementType>
    {
        ["float32"] = ElementType.Float32,
        ["float64"] = ElementType.Float64,
        ["float16"] = ElementType.Float16,
        ["bfloat16"] = ElementType.BFloat16,
        ["int8"] = ElementType.Int8,
        ["uint8"] = ElementType.UInt8,
        ["int16"] = ElementType.Int16,
        ["int32"] = ElementType.Int32,
        ["int64"] = ElementType.Int64,
        ["bool"] = ElementType.Boolean,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "collections.OrderedDict", "collections.defaultdict", "collections.Counter",
        "builtins.set", "builtins.frozenset", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.int", "builtins.float",
        "builtins.bool", "builtins.str", "builtins.bytes", "builtins.bytearray",
        "_codecs.encode",
        "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_tensor", "torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter",
        "torch.storage.UntypedStorage", "torch.UntypedStorage", "torch.device", "torch.Size", "torch.torch_version.TorchVersion",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
        "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer", "numpy.dtype", "numpy.ndarray",
        "numpy.float64", "numpy.float32", "numpy.float16", "numpy.int64", "numpy.int32", "numpy.int16", "numpy.int8", "numpy.uint8", "numpy.uint16",
        "numpy.uint32", "numpy.uint64", "numpy.bool_", "numpy.bool",
        "pathlib.PosixPath", "pathlib.PurePosixPath", "pathlib.WindowsPath", "pathlib.PureWindowsPath", "pathlib._local.PosixPath", "pathlib._local.WindowsPath",
    ],
    StringComparer.Ordinal);

    /// <summary>A class or function, when it is allowed.</summary>
    /// <exception cref="PickleException">It is not.</exception>
    public static PickleGlobal Find(string module, string name)
    {
        // Python 2 pickles and protocol 2 name the builtins module differently.
        var global = new PickleGlobal(module == "__builtin__" ? "builtins" : module, name);
        var isTorchName = module is "torch" or "torch.cuda" or "torch.storage" && (Storages.ContainsKey(name) || Types.ContainsKey(name));
        return isTorchName || Allowed.Contains(global.ToString())
            ? global
            : throw new PickleException($"the checkpoint asks for '{Printable(global.ToString())}', which is not among the harmless types that a checkpoint needs");
    }

    /// <summary>The storage behind a persistent id <c>('storage', type, key, device, count)</c>.</summary>
    public static PickleStorage Storage(object? id) =>
        id is PickleTuple { Items: ["storage", PickleGlobal type, string key, _, long count, ..] } && count >= 0
            ? new(key, Storages.TryGetValue(type.Name, out var element) ? element : type.Name == "UntypedStorage" ? null : throw new PickleException($"the checkpoint holds a storage of type '{type}'"), count)
            : throw new PickleException("the checkpoint refers to something outside that is no tensor storage");

    /// <summary>What a call gives. Only data come out; nothing is executed.</summary>
    public object? Call(PickleGlobal function, ImmutableArray<object?> arguments) => (function.Name, arguments) switch
    {
        ("OrderedDict" or "defaultdict" or "Counter" or "dict", _) => Dictionary(arguments),
        ("set" or "frozenset", []) => new PickleSet([]),
        ("set" or "frozenset", [var items]) => new PickleSet([.. Items(items)]),
        ("list", []) => new List<object?>(),
        ("list", [var items]) => new List<object?>(Items(items)),
        ("tuple" or "Size", []) => new PickleTuple([]),
        ("tuple" or "Size", [var items]) => new PickleTuple([.. Items(items)]),
        ("int" or "float" or "bool" or "str" or "TorchVersion" or "bytes" or "bytearray", [long or double or bool or string or byte[]]) => arguments[0],
        ("bytes" or "bytearray", []) => Array.Empty<byte>(),
        ("encode", [string text, ..]) => Latin1(text),
        ("_rebuild_tensor_v2" or "_rebuild_tensor_v3" or "_rebuild_tensor", _) => Tensor(arguments),
        ("_rebuild_parameter" or "Parameter", [PickleTensor tensor, ..]) => tensor,
        ("device", [string kind, ..]) => kind,
        ("scalar", [NumpyType type, byte[] bytes]) => NumpyScalar.Read(type, bytes),
        ("dtype", [string code, ..]) => new NumpyType(code),
        ("_reconstruct" or "_frombuffer", _) => new NumpyArray(),
        ("PosixPath" or "PurePosixPath" or "WindowsPath" or "PureWindowsPath", _) => "",
        _ => throw new PickleException($"the checkpoint calls '{function}' with arguments that it does not take"),
    };

    /// <summary>Gives an object its state; only NumPy's types have one that matters.</summary>
    public static void Build(object? target, object? state)
    {
        switch (target)
        {
            case NumpyType type when state is PickleTuple { Items: [_, string order, ..] }:
                type.BigEndian = order == ">";
                break;
            case NumpyArray or PickleDictionary or PickleTensor:
                break;
            default:
                throw new PickleException("the checkpoint sets the state of an object that has none");
        }
    }

    static PickleTensor Tensor(ImmutableArray<object?> arguments)
    {
        if (arguments is not [PickleStorage storage, long offset, PickleTuple sizes, PickleTuple steps, ..] || offset < 0 || sizes.Items.Length != steps.Items.Length)
        {
            throw new PickleException("the checkpoint describes a tensor in a way that is not known");
        }

        var shape = sizes.Items.Select(size => size is long n and >= 0 and <= int.MaxValue ? (int)n : throw new PickleException("a tensor of the checkpoint has a size that is no size"));
        var strides = steps.Items.Select(step => step is long n and >= 0 ? n : throw new PickleException("a tensor of the checkpoint has a negative stride"));
        var type = arguments is [_, _, _, _, _, _, PickleGlobal { Module: "torch" } global, ..] && Types.TryGetValue(global.Name, out var named) ? named : storage.Type;
        return new(storage, type ?? throw new PickleException("the checkpoint holds a tensor of a type that is not known"), offset, [.. shape], [.. strides]);
    }

    PickleDictionary Dictionary(ImmutableArray<object?> arguments)
    {
        budget.Spend(PickleDictionary.BytesOfEmpty);
        var result = new PickleDictionary();
        foreach (var item in arguments is [.., { } last] and not [PickleGlobal] ? Pairs(last) : [])
        {
            result.Set(item.Key, item.Value);
        }

        return result;
    }

    IEnumerable<KeyValuePair<object?, object?>> Pairs(object source)
    {
        if (source is PickleDictionary dictionary)
        {
            budget.Spend((long)dictionary.Entries.Count * BytesPerItem * 4);
            return [.. dictionary.Entries];
        }

        return Items(source).Select(item => item switch
        {
            PickleTuple { Items: [var key, var value] } => KeyValuePair.Create(key, value),
            List<object?> and [var key, var value] => KeyValuePair.Create(key, value),
            _ => throw new PickleException("the checkpoint builds a dictionary from items that are no pairs"),
        });
    }

    object?[] Items(object? source)
    {
        object?[] items = source switch
        {
            PickleTuple tuple => [.. tuple.Items],
            List<object?> list => [.. list],
            PickleSet set => [.. set.Items],
            _ => throw new PickleException("the checkpoint builds a collection from something that is none"),
        };
        budget.Spend((long)items.Length * BytesPerItem * 4);
        return items;
    }

    byte[] Latin1(string text)
    {
        budget.Spend(text.Length);
        return Encoding.Latin1.GetBytes(text);
    }

    static string Printable(string name) => string.Concat(name.Take(120).Select(c => char.IsControl(c) ? '?' : c));
}
