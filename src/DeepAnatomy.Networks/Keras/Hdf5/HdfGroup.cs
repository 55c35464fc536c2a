using System.Collections.Immutable;
using System.Text;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>A group: named members and attributes.</summary>
sealed class HdfGroup
{
    const int HardLink = 0;

    readonly HdfFile file;
    readonly Dictionary<string, ulong> links = new(StringComparer.Ordinal);
    readonly Dictionary<string, HdfGroup?> opened = new(StringComparer.Ordinal);
    readonly HdfAttributes attributes;

    HdfGroup(HdfFile file, string path, HdfHeader header)
    {
        (this.file, Path) = (file, path);
        attributes = new(file, header);
        foreach (var (type, body) in header.Messages)
        {
            switch (type)
            {
                case HdfMessageType.SymbolTable:
                    new HdfSymbolTable(file, links).Read(body.Span);
                    break;
                case HdfMessageType.Link:
                    AddLink(body.Span);
                    break;
                case HdfMessageType.LinkInfo:
                    ReadLinkInfo(body.Span);
                    break;
            }
        }
    }

    /// <summary>Names from the root joined with <c>/</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>Names of the members in order of the file.</summary>
    public IReadOnlyCollection<string> Names => links.Keys;

    /// <summary>The attributes.</summary>
    public HdfAttributes Attributes => attributes;

    /// <summary>The group with this header, or null when it is no group.</summary>
    public static HdfGroup? Open(HdfFile file, string path, HdfHeader header) =>
        header.Find(HdfMessageType.Layout) is null && header.Messages.Any(m => m.Type is HdfMessageType.SymbolTable or HdfMessageType.Link or HdfMessageType.LinkInfo)
            ? new(file, path, header)
            : null;

    /// <summary>The group at a path below this one, or null.</summary>
    /// <param name="path">Names joined with <c>/</c>.</param>
    public HdfGroup? Group(string path)
    {
        var group = this;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            group = group?.Member(name);
        }

        return group;
    }

    /// <summary>The dataset at a path below this group, or null.</summary>
    /// <param name="path">Names joined with <c>/</c>.</param>
    public HdfDataset? Dataset(string path)
    {
        var cut = path.TrimEnd('/').LastIndexOf('/');
        var (group, name) = cut < 0 ? (this, path) : (Group(path[..cut]), path[(cut + 1)..]);
        return group is not null && group.links.TryGetValue(name, out var address) ? HdfDataset.Open(file, $"{group.Path}/{name}", file.Header(address)) : null;
    }

    /// <summary>Groups are kept: models look the same ones up for every weight.</summary>
    HdfGroup? Member(string name)
    {
        if (!opened.TryGetValue(name, out var group) && links.TryGetValue(name, out var address))
        {
            opened[name] = group = Open(file, $"{Path}/{name}", file.Header(address));
        }

        return group;
    }

    void AddLink(ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        cursor.ExpectVersion(1, "link");
        var flags = cursor.Byte();
        var type = (flags & 8) == 0 ? HardLink : cursor.Byte();
        cursor.Skip(((flags & 4) == 0 ? 0 : 8) + ((flags & 16) == 0 ? 0 : 1));
        var length = cursor.Sized(1 << (flags & 3));
        var name = Encoding.UTF8.GetString(cursor.Take(length <= int.MaxValue ? (long)length : -1));
        links[name] = type == HardLink
            ? cursor.Address()
            : throw file.Unsupported($"has a link named {name} to another place, which is refused for safety");
    }

    void ReadLinkInfo(ReadOnlySpan<byte> body)
    {
        var cursor = new HdfCursor(file, body);
        cursor.ExpectVersion(0, "link info");
        cursor.Skip((cursor.Byte() & 1) == 0 ? 0 : 8);
        var heap = cursor.Address();
        if (heap != HdfFile.Undefined)
        {
            foreach (var link in HdfFractalHeap.Read(file, heap, cursor.Address()))
            {
                AddLink(link.Span);
            }
        }
    }
}
