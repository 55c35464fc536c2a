using DeepAnatomy.Sarcopenia.Reports.Charts;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Turns a cut into an RGB picture: cubic interpolation of the grey values, smooth translucent structures with crisp outlines on top.</summary>
/// <remarks>Outlines are smoothed for the eye only; areas are counted on whole pixels elsewhere.</remarks>
static class PlanePainter
{
    /// <summary>Finer grid on which outlines are drawn before they are averaged down, per axis.</summary>
    const int Supersampling = 2;

    public static SKBitmap Paint(Plane plane, Crop crop, int width, int height, DisplayWindow window, Structures? structures = null, bool isSmooth = true)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = new byte[width * height * 4];
        var overlay = structures is null || plane.Labels.Length == 0 ? null : OverlayMap(plane, crop, width * Supersampling, height * Supersampling, structures, isSmooth);
        var outline = Math.Max(1, (int)Math.Round(width * Supersampling / 900.0));
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var grey = window.GreyOf(CubicHu(plane, crop.Left + ((x + 0.5) * crop.Width / width) - 0.5, crop.Top + ((y + 0.5) * crop.Height / height) - 0.5));
                var rgb = overlay is null ? (grey, grey, grey) : Blend(overlay, width * Supersampling, height * Supersampling, x, y, outline, grey);
                var at = ((y * width) + x) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (Byte(rgb.Item1), Byte(rgb.Item2), Byte(rgb.Item3), 255);
            }
        });
        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }

    static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    /// <summary>The structure at every point of the fine grid, or null, by the largest smoothed share of the nine pixels around.</summary>
    static Structure?[] OverlayMap(Plane plane, Crop crop, int width, int height, Structures structures, bool isSmooth)
    {
        var map = new Structure?[width * height];
        Parallel.For(0, height, y =>
        {
            Span<double> wx = stackalloc double[3];
            Span<double> wy = stackalloc double[3];
            var found = new Structure?[9];
            var share = new double[9];
            var yy = crop.Top + ((y + 0.5) * crop.Height / height);
            Weights(yy, isSmooth, wy);
            for (var x = 0; x < width; x++)
            {
                var xx = crop.Left + ((x + 0.5) * crop.Width / width);
                Weights(xx, isSmooth, wx);
                var (count, px, py) = (0, (int)Math.Floor(xx), (int)Math.Floor(yy));
                for (var n = 0; n < 9; n++)
                {
                    var structure = structures.Find(plane.LabelAt(px + (n % 3) - 1, py + (n / 3) - 1));
                    var known = Array.IndexOf(found, structure, 0, count);
                    if (known < 0)
                    {
                        (known, found[count], share[count]) = (count, structure, 0);
                        count++;
                    }

                    share[known] += wx[n % 3] * wy[n / 3];
                }

                map[(y * width) + x] = found[share.AsSpan(0, count).IndexOfMax()];
            }
        });
        return map;
    }

    static int IndexOfMax(this Span<double> values)
    {
        var best = 0;
        for (var n = 1; n < values.Length; n++)
        {
            best = values[n] > values[best] ? n : best;
        }

        return best;
    }

    /// <summary>Weights of the pixel at floor(x) and its two neighbours: a quadratic B-spline, or that pixel alone.</summary>
    static void Weights(double x, bool isSmooth, Span<double> weights)
    {
        if (!isSmooth)
        {
            (weights[0], weights[1], weights[2]) = (0, 1, 0);
            return;
        }

        var t = x - Math.Floor(x) - 0.5;
        (weights[0], weights[1], weights[2]) = (0.5 * (0.5 - t) * (0.5 - t), 0.75 - (t * t), 0.5 * (0.5 + t) * (0.5 + t));
    }

    static (double R, double G, double B) Blend(Structure?[] map, int width, int height, int x, int y, int outline, double grey)
    {
        var (r, g, b) = (0.0, 0.0, 0.0);
        for (var n = 0; n < Supersampling * Supersampling; n++)
        {
            var (fx, fy) = ((x * Supersampling) + (n % Supersampling), (y * Supersampling) + (n / Supersampling));
            var structure = map[(fy * width) + fx];
            var opacity = structure is null ? 0 : structure.IsOutlined && IsEdge(map, width, height, fx, fy, outline, structure) ? 1 : structure.Fill;
            var colour = structure?.Colour ?? default;
            (r, g, b) = (r + grey + ((colour.R - grey) * opacity), g + grey + ((colour.G - grey) * opacity), b + grey + ((colour.B - grey) * opacity));
        }

        const double Share = 1.0 / (Supersampling * Supersampling);
        return (r * Share, g * Share, b * Share);
    }

    static bool IsEdge(Structure?[] map, int width, int height, int x, int y, int reach, Structure structure)
    {
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                var (nx, ny) = (x + dx, y + dy);
                if ((dx * dx) + (dy * dy) <= reach * reach && (uint)nx < (uint)width && (uint)ny < (uint)height && !ReferenceEquals(map[(ny * width) + nx], structure))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Catmull-Rom interpolation between pixel centres.</summary>
    static double CubicHu(Plane plane, double x, double y)
    {
        var (x0, y0) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (tx, ty) = (x - x0, y - y0);
        var sum = 0.0;
        for (var dy = -1; dy <= 2; dy++)
        {
            var wy = Cubic(ty - dy);
            for (var dx = -1; dx <= 2; dx++)
            {
                sum += wy * Cubic(tx - dx) * Math.Max(plane.HuAt(x0 + dx, y0 + dy), Plane.OutsideHu);
            }
        }

        return sum;
    }

    static double Cubic(double t)
    {
        t = Math.Abs(t);
        return t < 1 ? (((1.5 * t) - 2.5) * t * t) + 1 : t < 2 ? (((((-0.5 * t) + 2.5) * t) - 4) * t) + 2 : 0;
    }
}
