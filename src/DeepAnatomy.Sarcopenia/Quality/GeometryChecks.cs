using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Composition;
using static DeepAnatomy.Sarcopenia.Quality.QualityList;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Spacing and direction of the slices (SEMANTICS.md Q1–Q3).</summary>
static class GeometryChecks
{
    public static void Run(Grid grid, AcquisitionFacts facts, QualityList list)
    {
        SliceSpacing(grid.Spacing.KMm, facts.SliceThicknessMm, list);
        PixelSpacing(Math.Max(grid.Spacing.IMm, grid.Spacing.JMm), list);
        Tilt(TiltDegrees(grid.Orientation, facts), list);
    }

    /// <summary>Angle between the slice planes and the transverse plane; rotation within the plane does not count.</summary>
    public static double TiltDegrees(Orientation orientation, AcquisitionFacts facts) =>
        Math.Max(Math.Abs(facts.GantryTiltDegrees ?? 0), Math.Acos(Math.Min(1, Math.Abs(orientation.I.Cross(orientation.J).ZMm))) * 180 / Math.PI);

    static void SliceSpacing(double spacingMm, double? thicknessMm, QualityList list)
    {
        var worst = Math.Max(spacingMm, thicknessMm ?? 0);
        if (spacingMm > QualityLimits.FailSliceSpacingMm)
        {
            list.Fail("slice-spacing", Withheld.Ranges, $"The slices are {En(spacingMm)} mm apart; volumes are withheld.", $"Die Schichten liegen {De(spacingMm)} mm auseinander; Volumina werden nicht angegeben.");
        }
        else if (worst > QualityLimits.WarnSliceSpacingMm)
        {
            list.Warn("slice-spacing", $"Slices are {En(spacingMm)} mm apart and {En(thicknessMm ?? spacingMm)} mm thick; partial volume lowers the precision.", $"Die Schichten liegen {De(spacingMm)} mm auseinander und sind {De(thicknessMm ?? spacingMm)} mm dick; Teilvolumen mindern die Genauigkeit.");
        }
        else
        {
            list.Pass("slice-spacing", $"Slices are {En(spacingMm)} mm apart.", $"Schichtabstand {De(spacingMm)} mm.");
        }
    }

    static void PixelSpacing(double mm, QualityList list)
    {
        if (mm > QualityLimits.FailPixelMm)
        {
            list.Fail("pixel-spacing", Withheld.Everything, $"Pixels of {En(mm)} mm are too coarse to measure muscle; use the original series.", $"Pixel von {De(mm)} mm sind zu grob für Muskelmessungen; bitte die Originalserie verwenden.");
        }
        else if (mm > QualityLimits.WarnPixelMm)
        {
            list.Warn("pixel-spacing", $"Pixels of {En(mm)} mm are coarser than usual (about 0.8 mm); thin muscles are less precise.", $"Pixel von {De(mm)} mm sind gröber als üblich (etwa 0,8 mm); dünne Muskeln sind ungenauer.");
        }
        else
        {
            list.Pass("pixel-spacing", $"Pixels of {En(mm, "0.##")} mm.", $"Pixelgröße {De(mm, "0.##")} mm.");
        }
    }

    static void Tilt(double degrees, QualityList list)
    {
        var excess = (1 / Math.Cos(degrees * Math.PI / 180)) - 1;
        if (degrees > QualityLimits.FailTiltDegrees)
        {
            list.Fail("orientation", Withheld.Level, $"The slices are tilted by {En(degrees)}° from the transverse plane; areas would be too large by about {En(100 * excess)} %. Resample to transverse slices.", $"Die Schichten sind um {De(degrees)}° gegen die Transversalebene gekippt; Flächen wären um etwa {De(100 * excess)} % zu groß. Bitte auf transversale Schichten umrechnen.");
        }
        else if (degrees > QualityLimits.WarnTiltDegrees)
        {
            list.Warn("orientation", $"The slices are tilted by {En(degrees)}°; areas in the slice plane are up to {En(100 * excess)} % larger than transverse ones.", $"Die Schichten sind um {De(degrees)}° gekippt; Flächen in der Schicht sind bis zu {De(100 * excess)} % größer als transversale.");
        }
        else
        {
            list.Pass("orientation", $"Transverse slices (tilt {En(degrees)}°).", $"Transversale Schichten (Kippung {De(degrees)}°).");
        }
    }
}
