using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How a reconstruction kernel treats edges.</summary>
public enum KernelKind
{
    /// <summary>No kernel is named, or its name is not known.</summary>
    Unknown,

    /// <summary>Made for soft tissue; HU are trustworthy.</summary>
    Soft,

    /// <summary>Made for bone or lung: noise and edges change HU.</summary>
    Sharp,
}

/// <summary>Knows the kernel names of the large makers.</summary>
public static partial class Kernels
{
    // Siemens numbers sharpness: up to 45 are soft (B30f, Br38f, I41s, Qr40).
    const int SiemensSoftest = 10, SiemensSoftTo = 45;

    static readonly HashSet<string> SoftNames = ["SOFT", "STANDARD", "STND", "STD", "DETAIL", "A", "B", "C", "SA", "SB", "UA", "UB", "BODY", "SMOOTH", "AB", "CB", "BRAIN", "BODY SHARP"];
    static readonly HashSet<string> SharpNames = ["BONE", "BONEPLUS", "BONE+", "LUNG", "EDGE", "ULTRA", "CHEST", "D", "E", "L", "YA", "YB", "YC", "YD", "YE", "EB", "EC", "HD BONE", "HD LUNG", "HD ULTRA", "HD EDGE"];

    /// <summary>Sorts a kernel name; the iterative strength behind it (<c>Br38f 3</c>) does not matter.</summary>
    public static KernelKind Classify(string? kernel)
    {
        if (string.IsNullOrWhiteSpace(kernel))
        {
            return KernelKind.Unknown;
        }

        var name = kernel.Trim().ToUpperInvariant();
        if (SoftNames.Contains(name) || SharpNames.Contains(name))
        {
            return SoftNames.Contains(name) ? KernelKind.Soft : KernelKind.Sharp;
        }

        if (Canon().Match(name) is { Success: true } canon)
        {
            // FC01–FC19 body, FC20–FC29 head, FC41–FC49 body; FC30s bone, FC50s and FC80s lung and bone.
            return int.Parse(canon.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is (>= 1 and < 30) or (>= 40 and < 50) ? KernelKind.Soft : KernelKind.Sharp;
        }

        if (Siemens().Match(name) is { Success: true } siemens)
        {
            return int.Parse(siemens.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is >= SiemensSoftest and <= SiemensSoftTo ? KernelKind.Soft : KernelKind.Sharp;
        }

        return name.Contains("LUNG", StringComparison.Ordinal) || name.Contains("BONE", StringComparison.Ordinal) ? KernelKind.Sharp
            : name.Contains("SOFT", StringComparison.Ordinal) || name.Contains("STANDARD", StringComparison.Ordinal) ? KernelKind.Soft
            : KernelKind.Unknown;
    }

    [GeneratedRegex(@"^FC(\d{2})")]
    private static partial Regex Canon();

    [GeneratedRegex(@"^[A-Z]{1,2}(\d{2})[A-Z]?\b")]
    private static partial Regex Siemens();
}
