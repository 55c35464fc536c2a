using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.PyTorch;

/// <summary>One layout of the files of <c>torch.save</c>.</summary>
interface IStorageSource : IDisposable
{
    /// <summary>The pickled object.</summary>
    object? Root { get; }

    /// <summary>All bytes of one storage, little endian.</summary>
    /// <exception cref="PickleException">It is missing or damaged.</exception>
    ReadOnlyMemory<byte> Read(PickleStorage storage);
}
