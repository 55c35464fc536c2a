using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>All elements in one piece; empty when nothing was ever written.</summary>
/// <param name="file">The file.</param>
/// <param name="data">The elements.</param>
sealed class HdfWholeLayout(HdfFile file, ReadOnlyMemory<byte> data) : HdfLayout
{
    public override long StoredBytes => data.Length;

    public override void Fill(Span<byte> target, ImmutableArray<int> shape, int elementSize, ReadOnlySpan<byte> fill)
    {
        if (data.IsEmpty)
        {
            Prepare(target, fill);
        }
        else if (data.Length >= target.Length)
        {
            data.Span[..target.Length].CopyTo(target);
        }
        else
        {
            throw file.Damaged("a dataset has fewer bytes than its shape asks for");
        }
    }
}
