using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>The attributes of an object. Only texts matter to Keras.</summary>
sealed class HdfAttributes
{
    readonly HdfFile file;
    readonly Dictionary<string, HdfAttribute> attributes = new(StringComparer.Ordinal);

    public HdfAttributes(HdfFile file, HdfHeader header)
    {
        this.file = file;
        foreach (var (type, body) in header.Messages)
        {
            if (type == HdfMessageType.Attribute)
            {
                Add(body);
            }
            else if (type == HdfMessageType.AttributeInfo)
            {
                ReadInfo(body.Span);
            }
        }
    }

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names => attributes.Keys;

    /// <summary>A single text, or null when there is none of that name.</summary>
    public string? Text(string name) => attributes.TryGetValue(name, out var attribute) && attribute.Texts(file) is [var text] ? text : null;

    /// <summary>A list of texts, or null when there is none of that name. A list too long for one attribute stands in <c>name0</c>, <c>name1</c> …</summary>
    public ImmutableArray<string>? Texts(string name)
    {
        if (attributes.TryGetValue(name, out var whole))
        {
            return whole.Texts(file);
        }

        ImmutableArray<string>? texts = null;
        for (var part = 0; attributes.TryGetValue($"{name}{part}", out var attribute); part++)
        {
            texts = (texts ?? []).AddRange(attribute.Texts(file) ?? []);
        }

        return texts;
    }

    void Add(ReadOnlyMemory<byte> body)
    {
        var attribute = HdfAttribute.Read(file, body);
        attributes[attribute.Name] = attribute;
    }

    void ReadInfo(ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        cursor.ExpectVersion(0, "attribute info");
        cursor.Skip((cursor.Byte() & 1) == 0 ? 0 : 2);
        var heap = cursor.Address();
        if (heap != HdfFile.Undefined)
        {
            foreach (var attribute in HdfFractalHeap.Read(file, heap, cursor.Address()))
            {
                Add(attribute);
            }
        }
    }
}
