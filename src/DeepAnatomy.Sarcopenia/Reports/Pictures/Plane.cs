namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>One cut through a scan, laid out as on the screen: x to the right, y downwards, x fastest.</summary>
/// <param name="Hu">Hounsfield units.</param>
/// <param name="Labels">Label values, or empty.</param>
/// <param name="Width">Pixels along x.</param>
/// <param name="Height">Pixels along y.</param>
/// <param name="XMm">Distance of pixel centres along x, mm.</param>
/// <param name="YMm">Distance of pixel centres along y, mm.</param>
sealed record Plane(short[] Hu, ushort[] Labels, int Width, int Height, double XMm, double YMm)
{
    /// <summary>What lies outside the scan.</summary>
    public const short OutsideHu = -1024;

    public short HuAt(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height ? Hu[(y * Width) + x] : OutsideHu;

    public ushort LabelAt(int x, int y) => Labels.Length > 0 && (uint)x < (uint)Width && (uint)y < (uint)Height ? Labels[(y * Width) + x] : (ushort)0;
}

/// <summary>The part of a plane that is shown, in pixels of the plane; edges may lie between pixels and outside. A pixel's centre is at its index + 0.5.</summary>
readonly record struct Crop(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;
}
