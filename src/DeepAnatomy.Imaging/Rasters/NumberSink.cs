using System.Numerics;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Makes real numbers of raw voxels.</summary>
sealed class NumberSink(RasterHeader header) : VoxelSink(header, header.Packing == Packing.Text ? ElementType.Float64 : header.Element)
{
    readonly float[] numbers = GC.AllocateUninitializedArray<float>(header.Grid.Shape.Count);
    long withoutNumber;

    public override bool IsInPlace => false;

    protected override bool IsPlain => false;

    public override Span<byte> Target(int first, int count) => MemoryMarshal.AsBytes(numbers.AsSpan(first, count));

    /// <summary>The volume, after all voxels were taken.</summary>
    /// <exception cref="UnreadableImageException">A voxel is not a number.</exception>
    public Volume<float> Finish() => withoutNumber == 0
        ? Volume<float>.Adopt(Header.Grid, numbers)
        : throw new UnreadableImageException(Header.Path, $"{withoutNumber:N0} of {numbers.Length:N0} voxels are not a number", "Export the file again");

    protected override void Convert(ReadOnlySpan<byte> raw, int first)
    {
        switch (Element)
        {
            case ElementType.Int8: Scaled<sbyte>(raw, first); break;
            case ElementType.UInt8: Scaled<byte>(raw, first); break;
            case ElementType.Int16: Scaled<short>(raw, first); break;
            case ElementType.UInt16: Scaled<ushort>(raw, first); break;
            case ElementType.Int32: Scaled<int>(raw, first); break;
            case ElementType.UInt32: Scaled<uint>(raw, first); break;
            case ElementType.Int64: Scaled<long>(raw, first); break;
            case ElementType.UInt64: Scaled<ulong>(raw, first); break;
            case ElementType.Float32: Scaled<float>(raw, first); break;
            default: Scaled<double>(raw, first); break;
        }
    }

    void Scaled<T>(ReadOnlySpan<byte> raw, int first)
        where T : unmanaged, INumber<T>
    {
        var source = MemoryMarshal.Cast<byte, T>(raw);
        var target = numbers.AsSpan(first, source.Length);
        var (slope, intercept) = (Header.Slope, Header.Intercept);
        for (var n = 0; n < target.Length; n++)
        {
            var value = (float)((double.CreateTruncating(source[n]) * slope) + intercept);
            withoutNumber += float.IsFinite(value) ? 0 : 1;
            target[n] = value;
        }
    }
}
