using DeepAnatomy.Sarcopenia.Reports.Pictures;

namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>A surface that a chart is drawn on once and that becomes SVG, PDF or pixels. Units are points, y grows downwards.</summary>
interface IChartCanvas
{
    void Box(double x, double y, double width, double height, Colour? fill, Stroke? stroke = null, double radius = 0);

    void Line(double x1, double y1, double x2, double y2, Stroke stroke);

    void Path(ReadOnlySpan<Spot> spots, Stroke stroke);

    void Area(ReadOnlySpan<Spot> spots, Colour fill);

    void Disc(double x, double y, double radius, Colour? fill, Stroke? stroke = null);

    /// <summary>One line of text; <paramref name="y"/> is the baseline.</summary>
    void Text(string text, double x, double y, TextStyle style);

    void Picture(Picture picture, double x, double y, double width, double height);

    double WidthOf(string text, TextStyle style);
}

/// <summary>A position on a canvas.</summary>
readonly record struct Spot(double X, double Y);

/// <summary>How a line is drawn.</summary>
readonly record struct Stroke(Colour Colour, double Width = 0.75, bool Dashed = false);

/// <summary>Weight of a font.</summary>
enum FontWeight
{
    Regular,
    SemiBold,
    Bold,
    Light,
}

/// <summary>Which end of a text its position means.</summary>
enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>How a text is set; size in points.</summary>
readonly record struct TextStyle(double Size, Colour Colour, FontWeight Weight = FontWeight.Regular, Anchor Anchor = Anchor.Start);
