using System.Runtime.InteropServices;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>From stored bits to Hounsfield units: HU = slope × stored + intercept, rounded half away from zero, kept within ±32768; padding becomes air.</summary>
/// <remarks>MONOCHROME1 only says how to show an image; it does not change what a value means (PS3.3 C.7.6.3.1.2), so nothing is inverted.</remarks>
readonly record struct HuRule(double Slope, double Intercept, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned, int? PaddingLow, int? PaddingHigh)
{
    /// <summary>What pixels outside the reconstruction are set to.</summary>
    public const short PaddingHu = -1024;

    // A declared padding that is a tissue's HU is a mistake of a writer: following it would punch holes into muscle.
    const int TissueFromHu = -250, TissueToHu = 1500;

    public static HuRule Of(SliceFrame frame)
    {
        var layout = frame.Pixels.Layout;
        var rule = new HuRule(
            frame.Slope, frame.Intercept, layout.BitsAllocated, layout.BitsStored, layout.HighBit, layout.IsSigned,
            Signed(frame.PaddingLow, layout), Signed(frame.PaddingHigh, layout));
        if (rule.PaddingLow > rule.PaddingHigh)
        {
            rule = rule with { PaddingLow = rule.PaddingHigh, PaddingHigh = rule.PaddingLow };
        }

        return rule;
    }

    /// <summary>Whether the declared padding lies among the tissues and must not be followed.</summary>
    public bool PaddingIsTissue
    {
        get
        {
            if (PaddingLow is not { } low || PaddingHigh is not { } high)
            {
                return false;
            }

            double a = (Slope * low) + Intercept, b = (Slope * high) + Intercept;
            return Math.Max(a, b) >= TissueFromHu && Math.Min(a, b) <= TissueToHu;
        }
    }

    /// <summary>The HU of every possible pattern of 8 or 16 bits.</summary>
    public short[] Table()
    {
        var table = new short[1 << BitsAllocated];
        for (var raw = 0; raw < table.Length; raw++)
        {
            table[raw] = Hu((uint)raw);
        }

        return table;
    }

    /// <summary>Converts one frame.</summary>
    /// <param name="stored">Little-endian pixels.</param>
    /// <param name="table">The result of <see cref="Table"/> for 8 and 16 bits; not used for 32.</param>
    /// <param name="hu">One value per pixel.</param>
    public void Apply(ReadOnlySpan<byte> stored, short[] table, Span<short> hu)
    {
        if (BitsAllocated == 8)
        {
            for (var n = 0; n < hu.Length; n++)
            {
                hu[n] = table[stored[n]];
            }
        }
        else if (BitsAllocated == 16)
        {
            var raw = MemoryMarshal.Cast<byte, ushort>(stored)[..hu.Length];
            for (var n = 0; n < raw.Length; n++)
            {
                hu[n] = table[raw[n]];
            }
        }
        else
        {
            var raw = MemoryMarshal.Cast<byte, uint>(stored);
            for (var n = 0; n < hu.Length; n++)
            {
                hu[n] = Hu(raw[n]);
            }
        }
    }

    short Hu(uint raw)
    {
        // The padding value may use bits that are not "stored" (63536 in 12-bit images of some makers): look before masking.
        long whole = IsSigned ? SignExtend(raw, BitsAllocated) : raw;
        var value = (raw >> (HighBit + 1 - BitsStored)) & (uint)((1UL << BitsStored) - 1);
        long stored = IsSigned ? SignExtend(value, BitsStored) : value;
        if (!PaddingIsTissue && (IsPadding(whole) || IsPadding(stored)))
        {
            return PaddingHu;
        }

        return (short)Math.Clamp(Math.Round((Slope * stored) + Intercept, MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue);
    }

    bool IsPadding(long value) => value >= PaddingLow && value <= PaddingHigh;

    static int? Signed(int? raw, PixelLayout layout) => raw is { } value && layout.IsSigned && layout.BitsAllocated <= 16 ? (short)value : raw;

    static long SignExtend(uint value, int bits) => (long)((ulong)value << (64 - bits)) >> (64 - bits);
}
