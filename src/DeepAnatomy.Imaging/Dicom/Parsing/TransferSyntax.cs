namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>How a data set and its pixels are encoded (DICOM PS3.5).</summary>
/// <param name="Uid">The transfer syntax UID.</param>
/// <param name="Name">Short name for people.</param>
readonly record struct TransferSyntax(string Uid, string Name)
{
    public const string ImplicitLittle = "1.2.840.10008.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";
    public const string DeflatedLittle = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBig = "1.2.840.10008.1.2.2";
    public const string RleLossless = "1.2.840.10008.1.2.5";

    static readonly Dictionary<string, string> Names = new()
    {
        [ImplicitLittle] = "implicit little endian",
        [ExplicitLittle] = "explicit little endian",
        [DeflatedLittle] = "deflated explicit little endian",
        [ExplicitBig] = "explicit big endian",
        ["1.2.840.10008.1.2.4.50"] = "JPEG baseline",
        ["1.2.840.10008.1.2.4.51"] = "JPEG extended",
        ["1.2.840.10008.1.2.4.57"] = "JPEG lossless",
        ["1.2.840.10008.1.2.4.70"] = "JPEG lossless (first-order prediction)",
        ["1.2.840.10008.1.2.4.80"] = "JPEG-LS lossless",
        ["1.2.840.10008.1.2.4.81"] = "JPEG-LS near-lossless",
        ["1.2.840.10008.1.2.4.90"] = "JPEG 2000 lossless",
        ["1.2.840.10008.1.2.4.91"] = "JPEG 2000",
        [RleLossless] = "RLE lossless",
    };

    public static TransferSyntax Of(string uid) => new(uid, Names.GetValueOrDefault(uid, uid));

    public bool IsImplicit => Uid == ImplicitLittle;

    public bool IsBigEndian => Uid == ExplicitBig;

    public bool IsDeflated => Uid == DeflatedLittle;

    public bool IsNative => Uid is ImplicitLittle or ExplicitLittle or DeflatedLittle or ExplicitBig;

    public bool IsJpeg2000 => Uid is "1.2.840.10008.1.2.4.90" or "1.2.840.10008.1.2.4.91";

    public bool IsJpegLs => Uid is "1.2.840.10008.1.2.4.80" or "1.2.840.10008.1.2.4.81";

    public bool IsJpeg => Uid is "1.2.840.10008.1.2.4.50" or "1.2.840.10008.1.2.4.51" or "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70";

    /// <summary>Whether this product can decode it.</summary>
    public bool IsSupported => IsNative || IsJpeg || IsJpegLs || IsJpeg2000 || Uid == RleLossless;
}
