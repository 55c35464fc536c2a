namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Which DICOM objects are images that could be a scan.</summary>
static class Kinds
{
    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    public const string EnhancedCt = "1.2.840.10008.5.1.4.1.1.2.1";
    public const string LegacyConvertedCt = "1.2.840.10008.5.1.4.1.1.2.2";
    public const string Segmentation = "1.2.840.10008.5.1.4.1.1.66.4";
    public const string StructureSet = "1.2.840.10008.5.1.4.1.1.481.3";
    const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    const string Directory = "1.2.840.10008.1.3.10";

    public static bool IsEnhanced(string sopClass) => sopClass is EnhancedCt or LegacyConvertedCt;

    public static string? WhyNotAnImage(string sopClass, string? modality, bool hasPixels) => (sopClass, modality) switch
    {
        (Directory, _) => "a directory of a disc (DICOMDIR)",
        (Segmentation, _) or (_, "SEG") => "a segmentation (DICOM SEG)",
        (StructureSet, _) or (_, "RTSTRUCT") => "contours (RTSTRUCT)",
        (_, "SR") => "a structured report (SR)",
        (_, "RTPLAN" or "RTDOSE" or "RTRECORD") => "radiotherapy plan or dose",
        (_, "PR" or "KO") => "a presentation state or key object",
        (SecondaryCapture, _) => "a screenshot (secondary capture)",
        _ when sopClass.StartsWith(SecondaryCapture + ".", StringComparison.Ordinal) => "a screenshot (secondary capture)",
        _ => hasPixels ? null : "without pixel data",
    };
}
