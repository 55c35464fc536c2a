namespace DeepAnatomy.Sarcopenia.Reports.Charts;

/// <summary>A drawing of a given size, points, that can be put on any canvas.</summary>
/// <param name="Width">Width, points.</param>
/// <param name="Height">Height, points.</param>
/// <param name="Description">What it shows, for readers who cannot see it.</param>
/// <param name="Draw">Draws it with the upper left corner at (0, 0).</param>
sealed record Drawing(double Width, double Height, string Description, Action<IChartCanvas> Draw)
{
    public string ToSvg()
    {
        var canvas = new SvgCanvas(Width, Height, Description);
        Draw(canvas);
        return canvas.ToString();
    }
}
