using System.Numerics;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Rasters;

/// <summary>Makes Hounsfield units of raw voxels: scaled, rounded to whole HU (ties to even), clamped to the range of <see cref="short"/>.</summary>
sealed class HuSink(RasterHeader header) : VoxelSink(header, header.Packing == Packing.Text ? ElementType.Float64 : header.Element)
{
    /// <summary>What a voxel without a number becomes: air.</summary>
    const short NoNumberHu = -1024;

    /// <summary>More voxels without a number than this make a file unusable.</summary>
    const double MostWithoutNumber = 0.01;

    /// <summary>Fractional values that span no more than this are a normalised image, not HU.</summary>
    const double LeastSpanHu = 2;

    readonly short[] hu = GC.AllocateUninitializedArray<short>(header.Grid.Shape.Count);
    long withoutNumber, clamped, fractional;
    double leastHu = double.PositiveInfinity, mostHu = double.NegativeInfinity;

    protected override bool IsPlain => Element == ElementType.Int16 && !Header.IsScaled;

    public override Span<byte> Target(int first, int count) => MemoryMarshal.AsBytes(hu.AsSpan(first, count));

    /// <summary>The volume, after all voxels were taken.</summary>
    /// <param name="warnings">Receives what happened to the values.</param>
    /// <exception cref="UnreadableImageException">The values are not Hounsfield units.</exception>
    public Volume<short> Finish(List<string> warnings)
    {
        if (withoutNumber > hu.Length * MostWithoutNumber)
        {
            throw new UnreadableImageException(Header.Path, $"{withoutNumber:N0} of {hu.Length:N0} voxels are not a number", "Export the file again from the original scan");
        }

        if (fractional > 0 && mostHu - leastHu <= LeastSpanHu)
        {
            throw new UnreadableImageException(Header.Path, $"the values lie between {leastHu:G4} and {mostHu:G4} and are no Hounsfield units", "Give the CT itself, not a normalised copy or a probability map");
        }

        if (withoutNumber > 0)
        {
            warnings.Add($"{withoutNumber:N0} voxels are not a number in the file; they were read as {NoNumberHu} HU.");
        }

        if (clamped > 0)
        {
            warnings.Add($"{clamped:N0} voxels lie outside {short.MinValue} … {short.MaxValue} HU (file: {leastHu:G6} … {mostHu:G6}); they were clamped.");
        }

        return Volume<short>.Adopt(Header.Grid, hu);
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

    void Integers<T>(ReadOnlySpan<byte> raw, int first)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (Header.IsScaled)
        {
            Scaled<T>(raw, first);
            return;
        }

        var source = MemoryMarshal.Cast<byte, T>(raw);
        var target = hu.AsSpan(first, source.Length);
        var (least, most) = (T.MaxValue, T.MinValue);
        for (var n = 0; n < target.Length; n++)
        {
            var value = source[n];
            least = T.Min(least, value);
            most = T.Max(most, value);
            target[n] = short.CreateSaturating(value);
        }

        Note(double.CreateTruncating(least), double.CreateTruncating(most));
        if (double.CreateTruncating(least) < short.MinValue || double.CreateTruncating(most) > short.MaxValue)
        {
            foreach (var value in source)
            {
                clamped += T.CreateTruncating(short.CreateSaturating(value)) == value ? 0 : 1;
            }
        }
    }

    void Scaled<T>(ReadOnlySpan<byte> raw, int first)
        where T : unmanaged, INumber<T>
    {
        var source = MemoryMarshal.Cast<byte, T>(raw);
        var target = hu.AsSpan(first, source.Length);
        var (slope, intercept) = (Header.Slope, Header.Intercept);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var n = 0; n < target.Length; n++)
        {
            var value = (double.CreateTruncating(source[n]) * slope) + intercept;
            if (!double.IsFinite(value))
            {
                withoutNumber++;
                target[n] = NoNumberHu;
                continue;
            }

            var whole = Math.Round(value);
            fractional += whole == value ? 0 : 1;
            clamped += whole is >= short.MinValue and <= short.MaxValue ? 0 : 1;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            target[n] = (short)Math.Clamp(whole, short.MinValue, short.MaxValue);
        }

        Note(least, most);
    }

    void Note(double least, double most) => (leastHu, mostHu) = (Math.Min(leastHu, least), Math.Max(mostHu, most));
}
