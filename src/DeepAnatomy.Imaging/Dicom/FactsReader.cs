using System.Globalization;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Takes the facts of an acquisition from a header; names, identifiers and dates stay behind.</summary>
static class FactsReader
{
    public static AcquisitionFacts Read(DataSet h, TransferSyntax syntax)
    {
        var shared = h.First(Tags.SharedFunctionalGroups) ?? h.First(Tags.PerFrameFunctionalGroups);
        var reconstruction = shared?.First(Tags.CtReconstruction);
        return new()
        {
            Modality = h.Text(Tags.Modality),
            Sex = h.Text(Tags.Sex)?.ToUpperInvariant() is "M" or "F" or "O" ? h.Text(Tags.Sex)!.ToUpperInvariant() : null,
            AgeYears = Age(h),
            HeightM = Plausible(h.Decimal(Tags.HeightM), 0.3, 2.6),
            WeightKg = Plausible(h.Decimal(Tags.WeightKg), 1, 500),
            TubeVoltageKv = Plausible(h.Decimal(Tags.Kvp) ?? shared?.First(Tags.CtXRayDetails)?.Double(Tags.Kvp) ?? shared?.First(Tags.CtXRayDetails)?.Decimal(Tags.Kvp), 20, 300),
            TubeCurrentMa = Plausible(h.Decimal(Tags.TubeCurrentMa), 1, 5000),
            ExposureMas = Plausible(h.Decimal(Tags.ExposureMas), 0.1, 100000),
            Contrast = SafeText.Clean(h.Text(Tags.ContrastAgent)),
            Kernel = h.Text(Tags.ConvolutionKernel)?.Replace('\\', ' ') ?? reconstruction?.Text(Tags.ConvolutionKernel)?.Replace('\\', ' '),
            SliceThicknessMm = Plausible(h.Decimal(Tags.SliceThickness) ?? shared?.First(Tags.PixelMeasures)?.Decimal(Tags.SliceThickness), 0.01, 100),
            ReconstructionDiameterMm = Plausible(h.Decimal(Tags.ReconstructionDiameter) ?? reconstruction?.Double(Tags.ReconstructionDiameter), 10, 2000),
            GantryTiltDegrees = h.Decimal(Tags.GantryTilt),
            Manufacturer = h.Text(Tags.Manufacturer),
            ManufacturerModel = h.Text(Tags.ManufacturerModel),
            BodyPart = SafeText.Clean(h.Text(Tags.BodyPart)),
            PatientPosition = h.Text(Tags.PatientPosition),
            ImageType = h.Text(Tags.ImageType),
            SeriesDescription = SafeText.Clean(h.Text(Tags.SeriesDescription)),
            TransferSyntax = syntax.Uid,
        };
    }

    // 0 stands for "not entered" at many scanners, and a height in centimetres for one in metres is not guessed here.
    static double? Plausible(double? value, double low, double high) => value >= low && value <= high ? value : null;

    // "060Y", "018M", "003W", "010D"; otherwise from the dates.
    static double? Age(DataSet h)
    {
        if (h.Text(Tags.Age) is { Length: >= 2 } text && double.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var years = char.ToUpperInvariant(text[^1]) switch
            {
                'Y' => number,
                'M' => number / 12,
                'W' => number * 7 / 365.25,
                'D' => number / 365.25,
                _ => double.NaN,
            };
            return years is >= 0 and <= 130 ? years : null;
        }

        return Date(h.Text(Tags.BirthDate)) is { } born
            && Date(h.Text(Tags.AcquisitionDate) ?? h.Text(Tags.SeriesDate) ?? h.Text(Tags.StudyDate)) is { } scanned
            ? Plausible(Math.Floor((scanned.DayNumber - born.DayNumber) / 365.25), 0, 130)
            : null;
    }

    public static DateOnly? Date(string? text) =>
        text is { Length: >= 8 } && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
