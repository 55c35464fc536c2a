using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The rows of the body's outline at the level (SEMANTICS.md S16).</summary>
static class BodyMeasurements
{
    const string Rule = "outline of HU above −500, opened by 4 mm, largest piece, holes filled, smoothed by 2 mm";

    /// <summary>Adds the rows.</summary>
    /// <param name="rows">Receives them.</param>
    /// <param name="at">The level; the outline is of its middle slice.</param>
    /// <param name="mask">The body in that slice, or null without a level.</param>
    /// <param name="grid">The canonical grid.</param>
    /// <param name="withheld">Why numbers are withheld.</param>
    public static void Add(MeasurementList rows, SliceSelection at, byte[]? mask, Grid grid, Withholding withheld)
    {
        var why = at.Reason ?? withheld.Reason(Withheld.Body);
        var outline = why is null && mask is not null ? BodyOutline.Of(mask, grid.Shape, grid.Spacing) : default;
        why ??= outline.AreaMm2 > 0 ? null : "no body was found in the slice";

        void Row(string id, double value, string unit, string rule) =>
            rows.Add(id, ("body", "both"), at, why is null ? Figure.Of(value) : Figure.Missing(why), unit, null, "S16", $"{rule}; {at.Rule}");

        Row(MeasurementIds.Waist, outline.PerimeterMm / 10, "cm", Rule);
        Row(MeasurementIds.WaistTape, outline.HullPerimeterMm / 10, "cm", $"convex hull of the {Rule}");
        Row(MeasurementIds.BodyArea, outline.AreaMm2 / 100, "cm2", "pixels of the body mask");
        Row(MeasurementIds.BodyDepth, outline.DepthMm / 10, "cm", Rule);
        Row(MeasurementIds.BodyWidth, outline.WidthMm / 10, "cm", Rule);
    }
}
