namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>A grey-value window, HU: everything below its lower edge is black, everything above its upper edge white.</summary>
/// <param name="WidthHu">Distance of the edges.</param>
/// <param name="CentreHu">Middle.</param>
public sealed record DisplayWindow(double WidthHu, double CentreHu)
{
    /// <summary>Abdominal soft tissue, W 400 L 50.</summary>
    public static DisplayWindow SoftTissue { get; } = new(400, 50);

    /// <summary>Spine on reformats: bone and soft tissue together, W 900 L 200.</summary>
    public static DisplayWindow Spine { get; } = new(900, 200);

    /// <summary>The grey value, 0 … 255.</summary>
    public double GreyOf(double hu) => Math.Clamp((hu - CentreHu + (WidthHu / 2)) / WidthHu, 0, 1) * 255;
}
