using System.Numerics;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Makes label values of raw voxels; values that no label map can hold are refused by name.</summary>
sealed class LabelSink(RasterHeader header) : VoxelSink(header, header.Packing == Packing.Text ? ElementType.Float64 : header.Element)
{
    /// <summary>Scaled labels may miss a whole number by the rounding of a 32-bit slope, not by more.</summary>
    const double WholeTolerance = 1e-3;

    /// <summary>The background of a label map that went through a CT export.</summary>
    const int HuOffset = -1024;

    readonly ushort[] labels = GC.AllocateUninitializedArray<ushort>(header.Grid.Shape.Count);
    long fractional;
    double example, least = double.PositiveInfinity, most = double.NegativeInfinity;

    protected override bool IsPlain => Element == ElementType.UInt16 && !Header.IsScaled;

    public override Span<byte> Target(int first, int count) => MemoryMarshal.AsBytes(labels.AsSpan(first, count));

    /// <summary>The volume, after all voxels were taken.</summary>
    /// <param name="warnings">Receives what happened to the values.</param>
    /// <exception cref="UnreadableImageException">The values are no labels.</exception>
    public Volume<ushort> Finish(List<string> warnings)
    {
        if (fractional > 0)
        {
            throw Refused($"{fractional:N0} voxels are no whole numbers (one is {example:G4})", "A label map has whole numbers; a resampled one needs nearest-neighbour interpolation");
        }

        if (least < 0)
        {
            RemoveHuOffset(warnings);
        }
        else if (most > ushort.MaxValue)
        {
            throw Refused($"the label value {most:G6} is beyond {ushort.MaxValue}", "Renumber the labels");
        }

        return Volume<ushort>.Adopt(Header.Grid, labels);
    }

    protected override void Convert(ReadOnlySpan<byte> raw, int first)
    {
        switch (Element)
        {
            case ElementType.Int8: Integers<sbyte>(raw, first); break;
            case ElementType.UInt8: Integers<byte>(raw, first); break;
            case ElementType.Int16: Integers<short>(raw, first); break;
            case ElementType.UInt16: Integers<ushort>(raw, first); break;
            case ElementType.Int32: Integers<int>(raw, first); break;
            case ElementType.UInt32: Integers<uint>(raw, first); break;
            case ElementType.Int64: Integers<long>(raw, first); break;
            case ElementType.UInt64: Integers<ulong>(raw, first); break;
            case ElementType.Float32: Scaled<float>(raw, first); break;
            default: Scaled<double>(raw, first); break;
        }
    }

    void RemoveHuOffset(List<string> warnings)
    {
        if (least != HuOffset || most >= 0)
        {
            throw Refused($"it has negative values (down to {least:G6})", "Give a label map, not a CT");
        }

        for (var n = 0; n < labels.Length; n++)
        {
            labels[n] = unchecked((ushort)(labels[n] - HuOffset));
        }

        warnings.Add($"The labels are written as Hounsfield units ({HuOffset} for background, up to {most}); {-HuOffset} was added.");
    }

    void Integers<T>(ReadOnlySpan<byte> raw, int first)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (Header.IsScaled)
        {
            Scaled<T>(raw, first);
            return;
        }

        var source = MemoryMarshal.Cast<byte, T>(raw);
        var target = labels.AsSpan(first, source.Length);
        var (low, high) = (T.MaxValue, T.MinValue);
        for (var n = 0; n < target.Length; n++)
        {
            var value = source[n];
            low = T.Min(low, value);
            high = T.Max(high, value);
            target[n] = ushort.CreateTruncating(value);
        }

        Note(double.CreateTruncating(low), double.CreateTruncating(high));
    }

    void Scaled<T>(ReadOnlySpan<byte> raw, int first)
        where T : unmanaged, INumber<T>
    {
        var source = MemoryMarshal.Cast<byte, T>(raw);
        var target = labels.AsSpan(first, source.Length);
        var (slope, intercept) = (Header.Slope, Header.Intercept);
        for (var n = 0; n < target.Length; n++)
        {
            var value = (double.CreateTruncating(source[n]) * slope) + intercept;
            var whole = Math.Round(value);
            if (!(Math.Abs(value - whole) <= WholeTolerance))
            {
                example = fractional++ == 0 ? value : example;
                continue;
            }

            Note(whole, whole);
            target[n] = unchecked((ushort)(int)Math.Clamp(whole, short.MinValue, ushort.MaxValue));
        }
    }

    void Note(double low, double high) => (least, most) = (Math.Min(least, low), Math.Max(most, high));

    UnreadableImageException Refused(string reason, string remedy) => new(Header.Path, $"this is no label map: {reason}", remedy);
}
