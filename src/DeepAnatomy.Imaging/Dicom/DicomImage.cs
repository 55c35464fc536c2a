using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>The one entry for reading a CT from DICOM.</summary>
public static class DicomImage
{
    /// <summary>Reads the series of a folder that suits measuring best, or exactly the one file given.</summary>
    /// <param name="path">A folder, or a DICOM file.</param>
    /// <param name="cancellationToken">Checked per file and slice.</param>
    /// <returns>The scan; <see cref="CtScan.Choice"/> says why this series.</returns>
    /// <exception cref="UnreadableImageException">There is no CT, or it cannot be one volume.</exception>
    public static CtScan ReadCt(string path, CancellationToken cancellationToken = default) => ReadCt(path, null, cancellationToken);

    /// <summary>Reads one series of a folder.</summary>
    /// <param name="path">A folder, or a DICOM file.</param>
    /// <param name="seriesNumber">Number in the catalogue (<see cref="DicomSeries.Number"/>), from 1; null to let the product choose.</param>
    /// <param name="cancellationToken">Checked per file and slice.</param>
    /// <exception cref="UnreadableImageException">There is no such series, no CT, or it cannot be one volume.</exception>
    public static CtScan ReadCt(string path, int? seriesNumber, CancellationToken cancellationToken = default)
    {
        var catalogue = DicomFolder.Scan(path, null, cancellationToken);
        var (series, reason) = Choose(catalogue, seriesNumber);
        var scan = DicomSeriesReader.Read(series, null, cancellationToken);
        return scan with { Source = path, Choice = reason };
    }

    static (DicomSeries Series, string Reason) Choose(DicomCatalogue catalogue, int? number)
    {
        if (number is null)
        {
            var choice = SeriesChoice.For(catalogue);
            return (choice.Chosen, choice.Reason);
        }

        var series = catalogue.Series.FirstOrDefault(s => s.Number == number)
            ?? throw new UnreadableImageException(catalogue.Path, $"it has no series {number}", $"Choose one of 1 to {catalogue.Series.Length}");
        return (series, $"Series {number} was asked for: {series.Description}.");
    }
}
