using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>An array in the file. Shape and type are known at once; the elements are read when asked for.</summary>
sealed class HdfDataset
{
    /// <summary>Below this size an array may take less room in the file than it should.</summary>
    const long HarmlessBytes = 64 << 20;

    /// <summary>A larger array that is stored in fewer bytes than this share is a bomb (the limit of Keras).</summary>
    const long MostExpansion = 1000;

    readonly HdfFile file;
    readonly HdfType type;
    readonly HdfLayout layout;
    readonly ReadOnlyMemory<byte> fill;

    HdfDataset(HdfFile file, string path, HdfHeader header, HdfLayout layout)
    {
        (this.file, Path, this.layout) = (file, path, layout);
        type = HdfType.Read(file, Needed(header, HdfMessageType.Datatype).Span);
        Shape = HdfDataspace.Read(file, Needed(header, HdfMessageType.Dataspace).Span);
        fill = HdfFillValue.Read(file, header);
        Attributes = new(file, header);
        ByteCount = Shape.Aggregate((long)type.Size, (product, size) => product * size);
        var isBrainFloat = type.Size == 2 && Attributes.Text("dtype") == "bfloat16";
        if (isBrainFloat)
        {
            type = type with { Kind = HdfTypeKind.Number, Stored = type.Stored with { Type = ElementType.BFloat16, Bytes = 2 } };
        }
    }

    /// <summary>Names from the root joined with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>Sizes, slowest axis first; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The attributes.</summary>
    public HdfAttributes Attributes { get; }

    /// <summary>What the elements become.</summary>
    public ElementType ElementType => type.Stored.Type;

    /// <summary>Bytes of all elements in memory, as declared.</summary>
    public long ByteCount { get; }

    /// <summary>The dataset with this header, or null when it is none.</summary>
    public static HdfDataset? Open(HdfFile file, string path, HdfHeader header)
    {
        if (header.Find(HdfMessageType.Layout) is not { } layout)
        {
            return null;
        }

        return header.Find(HdfMessageType.ExternalFiles) is null
            ? new(file, path, header, HdfLayout.Read(file, layout, header))
            : throw file.Unsupported($"keeps {path} in another file, which is refused for safety");
    }

    /// <summary>Reads all elements.</summary>
    public NdArray Read()
    {
        if (type.Kind != HdfTypeKind.Number)
        {
            throw file.Unsupported($"holds no numbers in {Path}");
        }

        var bytes = new byte[CheckedSize()];
        layout.Fill(bytes, Shape, type.Size, fill.Span);
        return new(type.Stored.Type, Shape, StoredElements.ToLittleEndian(bytes, type.Stored));
    }

    long CheckedSize()
    {
        if (ByteCount > Array.MaxLength || (ByteCount > HarmlessBytes && ByteCount / MostExpansion > layout.StoredBytes))
        {
            throw file.Damaged($"{Path} says to hold {ByteCount} bytes but {layout.StoredBytes} are stored");
        }

        return ByteCount;
    }

    ReadOnlyMemory<byte> Needed(HdfHeader header, HdfMessageType part) => header.Find(part) ?? throw file.Damaged($"{Path} does not say its {part}");
}
