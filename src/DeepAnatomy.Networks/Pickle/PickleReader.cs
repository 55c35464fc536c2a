using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>Reads pickles of protocols 2 to 5 as data. Nothing is imported or called: the few classes and functions that checkpoints need are built by <see cref="PickleGlobals"/>, all others are refused by name.</summary>
/// <param name="data">The bytes.</param>
/// <param name="budget">What copies may cost.</param>
/// <param name="position">Where the pickle starts.</param>
sealed class PickleReader(ReadOnlyMemory<byte> data, PickleBudget budget, int position = 0)
{
    const int NewestProtocol = 5;
    const int BytesPerOperation = 48;

    readonly PickleInput input = new(data, position);
    readonly PickleStack stack = new();
    readonly PickleGlobals globals = new(budget);

    /// <summary>First byte after the pickle.</summary>
    public int Position => input.Position;

    /// <summary>Reads up to the end of one pickle.</summary>
    /// <exception cref="PickleException">It is broken, too large, or wants something that is not allowed.</exception>
    public object? Read()
    {
        while (true)
        {
            var code = input.Byte();
            budget.Spend(BytesPerOperation);
            if (code == (byte)'.')
            {
                return stack.Pop();
            }

            if (!Constant(code) && !Memory(code) && !Container(code) && !Construction(code))
            {
                throw new PickleException(code is >= 0x20 and < 0x7f ? $"the pickle uses operation '{(char)code}', which checkpoints do not need" : $"the pickle uses operation 0x{code:x2}, which checkpoints do not need");
            }
        }
    }

    bool Constant(byte code)
    {
        switch (code)
        {
            case (byte)'N': stack.Push(null); break;
            case 0x88: stack.Push(true); break;
            case 0x89: stack.Push(false); break;
            case (byte)'K': stack.Push((long)input.Byte()); break;
            case (byte)'M': stack.Push((long)input.UInt16()); break;
            case (byte)'J': stack.Push((long)input.Int32()); break;
            case 0x8a: stack.Push(input.Integer(input.Byte())); break;
            case 0x8b: stack.Push(input.Integer(input.Int32())); break;
            case (byte)'G': stack.Push(input.Double()); break;
            case 0x8c: stack.Push(input.Text(input.Byte())); break;
            case (byte)'X': stack.Push(input.Text(input.UInt32())); break;
            case 0x8d: stack.Push(input.Text(input.Int64())); break;
            case (byte)'C' or (byte)'U': stack.Push(input.Bytes(input.Byte())); break;
            case (byte)'B' or (byte)'T': stack.Push(input.Bytes(input.UInt32())); break;
            case 0x8e or 0x96: stack.Push(input.Bytes(input.Int64())); break;
            default: return false;
        }

        return true;
    }

    bool Memory(byte code)
    {
        switch (code)
        {
            case 0x80: CheckProtocol(input.Byte()); break;
            case 0x95: input.Int64(); break;
            case (byte)'(': stack.Mark(); break;
            case (byte)'0': stack.Pop(); break;
            case (byte)'1': stack.PopToMark(); break;
            case (byte)'2': stack.Push(stack.Peek()); break;
            case (byte)'q': stack.Remember(input.Byte()); break;
            case (byte)'r': stack.Remember(input.UInt32()); break;
            case (byte)'h': stack.Recall(input.Byte()); break;
            case (byte)'j': stack.Recall(input.UInt32()); break;
            case 0x94: stack.Memoize(); break;
            default: return false;
        }

        return true;
    }

    bool Container(byte code)
    {
        switch (code)
        {
            case (byte)'}': PushDictionary(); break;
            case (byte)']': stack.Push(new List<object?>()); break;
            case (byte)')': stack.Push(new PickleTuple([])); break;
            case 0x8f: stack.Push(new PickleSet([])); break;
            case 0x85: PushTuple(stack.Pop(1)); break;
            case 0x86: PushTuple(stack.Pop(2)); break;
            case 0x87: PushTuple(stack.Pop(3)); break;
            case (byte)'t': PushTuple(stack.PopToMark()); break;
            case 0x91: stack.Push(new PickleSet([.. stack.PopToMark()])); break;
            case (byte)'a': Append(stack.Pop(1)); break;
            case (byte)'e': Append(stack.PopToMark()); break;
            case 0x90: Add(stack.PopToMark()); break;
            case (byte)'s': Set(stack.Pop(2)); break;
            case (byte)'u': Set(stack.PopToMark()); break;
            default: return false;
        }

        return true;
    }

    bool Construction(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                var module = input.Line();
                stack.Push(PickleGlobals.Find(module, input.Line()));
                break;
            case 0x93:
                var names = stack.Pop(2);
                stack.Push(PickleGlobals.Find(names[0] as string ?? "?", names[1] as string ?? "?"));
                break;
            case (byte)'R' or 0x81:
                Call(stack.Pop(2));
                break;
            case 0x92:
                var parts = stack.Pop(3);
                Call(parts[2] is PickleDictionary { Entries.Count: 0 } ? parts[..2] : throw new PickleException("the pickle constructs an object with named arguments"));
                break;
            case (byte)'b':
                var state = stack.Pop();
                PickleGlobals.Build(stack.Peek(), state);
                break;
            case (byte)'Q':
                stack.Push(PickleGlobals.Storage(stack.Pop()));
                break;
            default:
                return false;
        }

        return true;
    }

    static void CheckProtocol(byte version)
    {
        if (version > NewestProtocol)
        {
            throw new PickleException($"the pickle is of protocol {version}, and {NewestProtocol} is the newest one known");
        }
    }

    void PushDictionary()
    {
        budget.Spend(PickleDictionary.BytesOfEmpty);
        stack.Push(new PickleDictionary());
    }

    void PushTuple(object?[] items) => stack.Push(new PickleTuple(ImmutableArray.Create(items)));

    void Append(object?[] items) => stack.Peek<List<object?>>().AddRange(items);

    void Add(object?[] items) => stack.Peek<PickleSet>().Items.AddRange(items);

    void Set(object?[] pairs)
    {
        if (pairs.Length % 2 != 0)
        {
            throw new PickleException("the pickle sets a key without a value");
        }

        var target = stack.Peek<PickleDictionary>();
        for (var index = 0; index < pairs.Length; index += 2)
        {
            target.Set(pairs[index], pairs[index + 1]);
        }
    }

    void Call(object?[] functionAndArguments)
    {
        if (functionAndArguments is not [PickleGlobal function, PickleTuple arguments])
        {
            throw new PickleException("the pickle calls something that is no known function");
        }

        stack.Push(globals.Call(function, arguments.Items));
    }
}
