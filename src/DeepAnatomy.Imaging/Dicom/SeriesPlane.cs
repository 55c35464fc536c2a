using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How the slices of a series lie.</summary>
public enum SeriesPlane
{
    /// <summary>The files do not say.</summary>
    Unknown,

    /// <summary>Across the body's long axis, within 30 degrees (a tilted gantry is still axial).</summary>
    Axial,

    /// <summary>Front to back view.</summary>
    Coronal,

    /// <summary>Side view.</summary>
    Sagittal,

    /// <summary>None of them.</summary>
    Oblique,
}

static class SeriesPlanes
{
    // Cosine of 30 degrees: more than any gantry tilts.
    const double Along = 0.866;

    public static SeriesPlane Of(PatientPoint? normal) => normal switch
    {
        null => SeriesPlane.Unknown,
        { } n when Math.Abs(n.ZMm) >= Along => SeriesPlane.Axial,
        { } n when Math.Abs(n.YMm) >= Along => SeriesPlane.Coronal,
        { } n when Math.Abs(n.XMm) >= Along => SeriesPlane.Sagittal,
        _ => SeriesPlane.Oblique,
    };
}
