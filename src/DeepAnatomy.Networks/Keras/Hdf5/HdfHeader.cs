using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>The header of an object: its messages.</summary>
sealed class HdfHeader
{
    /// <summary>Marks a message whose content stands elsewhere; Keras writes none.</summary>
    const int SharedFlag = 2;

    const int MostBlocks = 4096;

    readonly HdfFile file;
    readonly ImmutableArray<HdfMessage>.Builder messages = ImmutableArray.CreateBuilder<HdfMessage>();
    readonly Queue<(ulong Address, long Length)> continuations = [];

    HdfHeader(HdfFile file) => this.file = file;

    /// <summary>All messages in order.</summary>
    public ImmutableArray<HdfMessage> Messages { get; private set; }

    public static HdfHeader Read(HdfFile file, ulong address)
    {
        var header = new HdfHeader(file);
        if (file.SliceUpTo(address, 4).Span.SequenceEqual("OHDR"u8))
        {
            header.ReadNew(address);
        }
        else
        {
            header.ReadOld(address);
        }

        header.Messages = header.messages.ToImmutable();
        return header;
    }

    /// <summary>The first message of a type.</summary>
    public ReadOnlyMemory<byte>? Find(HdfMessageType type)
    {
        foreach (var message in Messages)
        {
            if (message.Type == type)
            {
                return message.Body;
            }
        }

        return null;
    }

    void ReadOld(ulong address)
    {
        const int Prefix = 16;
        var cursor = new HdfCursor(file, file.Slice(address, Prefix).Span);
        cursor.ExpectVersion(1, "object header");
        cursor.Skip(7);
        continuations.Enqueue((address + Prefix, cursor.UInt32()));
        ForEachBlock(ReadOldBlock);
    }

    void ReadOldBlock(ReadOnlyMemory<byte> block)
    {
        var cursor = new HdfCursor(file, block.Span);
        while (cursor.Left >= 8)
        {
            var (type, size, flags) = (cursor.UInt16(), cursor.UInt16(), cursor.Byte());
            cursor.Skip(3);
            var start = cursor.Position;
            cursor.Skip(size);
            Add(type, flags, block.Slice(start, size));
        }
    }

    void ReadNew(ulong address)
    {
        var cursor = new HdfCursor(file, file.SliceUpTo(address, 64).Span);
        cursor.Skip(4);
        cursor.ExpectVersion(2, "object header");
        var flags = cursor.Byte();
        cursor.Skip(((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4));
        var size = cursor.Sized(1 << (flags & 3));
        var hasOrder = (flags & 4) != 0;
        ReadNewBlock(file.Slice(address + (ulong)cursor.Position, size <= int.MaxValue ? (long)size : throw file.Damaged("a header is too large")), hasOrder);
        ForEachBlock(block =>
        {
            var inner = new HdfCursor(file, block.Span);
            inner.Expect("OCHK");
            const int Checksum = 4;
            ReadNewBlock(block[4..Math.Max(4, block.Length - Checksum)], hasOrder);
        });
    }

    void ReadNewBlock(ReadOnlyMemory<byte> block, bool hasOrder)
    {
        var cursor = new HdfCursor(file, block.Span);
        var prefix = hasOrder ? 6 : 4;
        while (cursor.Left >= prefix)
        {
            var (type, size, flags) = (cursor.Byte(), cursor.UInt16(), cursor.Byte());
            cursor.Skip(prefix - 4);
            var start = cursor.Position;
            cursor.Skip(size);
            Add(type, flags, block.Slice(start, size));
        }
    }

    void ForEachBlock(Action<ReadOnlyMemory<byte>> read)
    {
        for (var count = 0; continuations.TryDequeue(out var block); count++)
        {
            if (count == MostBlocks)
            {
                throw file.Damaged("a header refers to itself without end");
            }

            read(file.Slice(block.Address, block.Length));
        }
    }

    void Add(int type, int flags, ReadOnlyMemory<byte> body)
    {
        var known = (HdfMessageType)type;
        if (known == HdfMessageType.Continuation)
        {
            var cursor = new HdfCursor(file, body.Span);
            continuations.Enqueue((cursor.Address(), cursor.Length()));
        }
        else if ((flags & SharedFlag) != 0 && known is (HdfMessageType.Datatype or HdfMessageType.Dataspace or HdfMessageType.Filters or HdfMessageType.Attribute))
        {
            throw file.Unsupported("shares types between its datasets");
        }
        else if (known != HdfMessageType.Nil)
        {
            messages.Add(new(known, body));
        }
    }
}
