using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nifti;

/// <summary>The data type codes of NIfTI.</summary>
static class NiftiDataType
{
    public const short UInt8 = 2, Int16 = 4, UInt16 = 512;

    public static ElementType ElementOf(string path, int code) => code switch
    {
        UInt8 => ElementType.UInt8,
        Int16 => ElementType.Int16,
        8 => ElementType.Int32,
        16 => ElementType.Float32,
        64 => ElementType.Float64,
        256 => ElementType.Int8,
        UInt16 => ElementType.UInt16,
        768 => ElementType.UInt32,
        1024 => ElementType.Int64,
        1280 => ElementType.UInt64,
        1 => throw Refused(path, "single bits"),
        32 or 1792 or 2048 => throw Refused(path, "complex numbers"),
        128 or 2304 => throw Refused(path, "colours (RGB)"),
        1536 => throw Refused(path, "128-bit floating-point numbers, whose layout differs between machines"),
        _ => throw new UnreadableImageException(path, $"the data type has the unknown code {code}", "The header is damaged; export the file again"),
    };

    static UnreadableImageException Refused(string path, string what) =>
        new(path, $"its voxels are {what}", "Export it with integer or 32-bit floating-point voxels");
}
