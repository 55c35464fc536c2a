using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Pickle;

namespace DeepAnatomy.Networks.PyTorch;

/// <summary>A file of <c>torch.save</c>: the pickled object as data, and its tensors on demand. Nothing in the file is executed.</summary>
sealed class TorchFile : IDisposable
{
    const string SaveAgain = "Save it again with torch.save of a state dictionary in a current PyTorch";

    readonly string path;
    readonly IStorageSource storages;

    // Many tensors may look at one storage; together they may not become far more than the file.
    readonly PickleBudget budget;

    TorchFile(string path, IStorageSource storages) => (this.path, this.storages, budget) = (path, storages, new((64 << 20) + (4 * new FileInfo(path).Length)));

    /// <summary>The pickled object.</summary>
    public object? Root => storages.Root;

    /// <summary>Opens a file in the zip layout (since PyTorch 1.6) or in the one before.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnreadableModelException">It is no such file, is broken, or asks for more than data.</exception>
    public static TorchFile Open(string path) => Guard(path, () => new TorchFile(path, ZipStorages.IsZip(path) ? ZipStorages.Open(path) : LegacyStorages.Open(path)));

    /// <summary>The content of a tensor, C order.</summary>
    /// <param name="tensor">A tensor of <see cref="Root"/>.</param>
    /// <exception cref="UnreadableModelException">Its storage is missing or too small.</exception>
    public NdArray Load(PickleTensor tensor) => Guard(path, () =>
    {
        var elementSize = NdArray.SizeOf(tensor.Type);
        var bytes = storages.Read(tensor.Storage);
        var reach = StridedView.Reach(tensor.Shape, tensor.Strides, tensor.Offset, elementSize);
        CheckSize(tensor, reach, bytes.Length);
        budget.Spend(reach);
        var isWhole = tensor.Offset == 0 && reach == bytes.Length && tensor.Strides.SequenceEqual(StridedView.Contiguous(tensor.Shape));
        return new NdArray(tensor.Type, tensor.Shape, isWhole ? bytes : StridedView.Copy(bytes.Span, tensor.Shape, tensor.Strides, tensor.Offset, elementSize));
    });

    /// <inheritdoc/>
    public void Dispose() => storages.Dispose();

    static void CheckSize(PickleTensor tensor, long reach, int available)
    {
        // A view that repeats elements (stride 0) could be far larger than the file.
        var count = tensor.Shape.Aggregate(1L, (product, size) => checked(product * size));
        if (reach > available || count * NdArray.SizeOf(tensor.Type) > available)
        {
            throw new PickleException($"a tensor of shape ({string.Join(", ", tensor.Shape)}) does not fit into its storage '{tensor.Storage.Key}' of {available} bytes");
        }
    }

    static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is PickleException)
        {
            throw new UnreadableModelException(path, e.Message, SaveAgain, e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException or NotSupportedException or ArgumentException)
        {
            throw new UnreadableModelException(path, "the file is damaged", "Copy it again from where it comes", e);
        }
    }
}
