using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Networks.Pickle;

/// <summary>A tuple.</summary>
/// <param name="Items">What is in it.</param>
sealed record PickleTuple(ImmutableArray<object?> Items);

/// <summary>A class or function by its name. Never loaded, never called.</summary>
/// <param name="Module">Module, e.g. <c>torch._utils</c>.</param>
/// <param name="Name">Name inside the module.</param>
sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A set, as the list of what was put in.</summary>
/// <param name="Items">What is in it.</param>
sealed record PickleSet(List<object?> Items);

/// <summary>Storage of a tensor, outside the pickle.</summary>
/// <param name="Key">Name of the member that holds it.</param>
/// <param name="Type">What one element is; null for untyped bytes.</param>
/// <param name="Count">Number of elements (bytes when untyped).</param>
sealed record PickleStorage(string Key, ElementType? Type, long Count);

/// <summary>A view into a storage.</summary>
/// <param name="Storage">Where the elements lie.</param>
/// <param name="Type">What one element is.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Strides">Distance between neighbours along each axis, in elements.</param>
sealed record PickleTensor(PickleStorage Storage, ElementType Type, long Offset, ImmutableArray<int> Shape, ImmutableArray<long> Strides);

/// <summary>An element type of NumPy; its byte order arrives after it.</summary>
/// <param name="code">Code without byte order, e.g. <c>f8</c>.</param>
sealed class NumpyType(string code)
{
    public string Code { get; } = code;

    public bool BigEndian { get; set; }
}

/// <summary>An array of NumPy; its content arrives after it, and is not needed by anything here.</summary>
sealed class NumpyArray;
