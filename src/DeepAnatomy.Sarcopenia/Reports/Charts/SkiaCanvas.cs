using DeepAnatomy.Sarcopenia.Reports.Pictures;
using SkiaSharp;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>Draws to pixels.</summary>
sealed class SkiaCanvas(SKCanvas canvas, ReportFonts fonts) : IChartCanvas
{
    static readonly SKSamplingOptions Sampling = new(SKCubicResampler.Mitchell);

    /// <summary>Draws a figure with its upper left corner at (x, y), scaled to a width.</summary>
    public void Place(Drawing drawing, double x, double y, double width)
    {
        canvas.Save();
        canvas.Translate((float)x, (float)y);
        canvas.Scale((float)(width / drawing.Width));
        drawing.Draw(this);
        canvas.Restore();
    }

    public void Box(double x, double y, double width, double height, Colour? fill, Stroke? stroke = null, double radius = 0)
    {
        var rect = SKRect.Create((float)x, (float)y, (float)width, (float)height);
        Paint(fill, stroke, paint => canvas.DrawRoundRect(rect, (float)radius, (float)radius, paint));
    }

    public void Line(double x1, double y1, double x2, double y2, Stroke stroke) =>
        Paint(null, stroke, paint => canvas.DrawLine((float)x1, (float)y1, (float)x2, (float)y2, paint));

    public void Path(ReadOnlySpan<Spot> spots, Stroke stroke)
    {
        using var path = PathOf(spots, false);
        Paint(null, stroke, paint => canvas.DrawPath(path, paint));
    }

    public void Area(ReadOnlySpan<Spot> spots, Colour fill)
    {
        using var path = PathOf(spots, true);
        Paint(fill, null, paint => canvas.DrawPath(path, paint));
    }

    public void Disc(double x, double y, double radius, Colour? fill, Stroke? stroke = null) =>
        Paint(fill, stroke, paint => canvas.DrawCircle((float)x, (float)y, (float)radius, paint));

    public void Text(string text, double x, double y, TextStyle style)
    {
        using var font = FontOf(style);
        using var paint = new SKPaint { Color = Of(style.Colour), IsAntialias = true };
        var align = style.Anchor switch { Anchor.Middle => SKTextAlign.Center, Anchor.End => SKTextAlign.Right, _ => SKTextAlign.Left };
        canvas.DrawText(text, (float)x, (float)y, align, font, paint);
    }

    public void Picture(Picture picture, double x, double y, double width, double height)
    {
        using var image = SKImage.FromEncodedData(picture.Bytes);
        using var paint = new SKPaint { IsAntialias = true };
        canvas.DrawImage(image, SKRect.Create((float)x, (float)y, (float)width, (float)height), Sampling, paint);
    }

    public double WidthOf(string text, TextStyle style)
    {
        using var font = FontOf(style);
        return font.MeasureText(text);
    }

    SKFont FontOf(TextStyle style) => new(fonts.Typeface(style.Weight), (float)style.Size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    static SKColor Of(Colour colour) => new(colour.R, colour.G, colour.B, (byte)Math.Round(colour.Opacity * 255));

    static SKPath PathOf(ReadOnlySpan<Spot> spots, bool close)
    {
        var points = new SKPoint[spots.Length];
        for (var n = 0; n < spots.Length; n++)
        {
            points[n] = new((float)spots[n].X, (float)spots[n].Y);
        }

        var path = new SKPath();
        path.AddPoly(points, close);
        return path;
    }

    static void Paint(Colour? fill, Stroke? stroke, Action<SKPaint> draw)
    {
        if (fill is { } f)
        {
            using var paint = new SKPaint { Color = Of(f), IsAntialias = true, Style = SKPaintStyle.Fill };
            draw(paint);
        }

        if (stroke is { } s)
        {
            using var dash = s.Dashed ? SKPathEffect.CreateDash([3, 2.4f], 0) : null;
            using var paint = new SKPaint { Color = Of(s.Colour), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = (float)s.Width, PathEffect = dash };
            draw(paint);
        }
    }
}
