using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Encodes pictures; the same pixels give the same bytes.</summary>
static class Encoding
{
    /// <summary>JPEG for pages; at this quality no difference to the eye.</summary>
    public static Picture Jpeg(SKBitmap bitmap, int quality = 92) => Encode(bitmap, SKEncodedImageFormat.Jpeg, quality, "image/jpeg");

    public static Picture Png(SKBitmap bitmap) => Encode(bitmap, SKEncodedImageFormat.Png, 100, "image/png");

    static Picture Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality, string mediaType)
    {
        using var data = bitmap.Encode(format, quality);
        return new(data.ToArray(), mediaType, bitmap.Width, bitmap.Height);
    }
}
