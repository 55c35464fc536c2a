using System.CommandLine;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Commands;

/// <summary><c>info IMAGE</c>: geometry, orientation, HU statistics, acquisition facts, DICOM series found, warnings.</summary>
static class InfoCommand
{
    public static Command Create(CommandEdge edge)
    {
        var image = new Argument<string>("image") { Description = "An image file, or a DICOM folder or file." };
        var (series, json) = (ImageOptions.Series(), ImageOptions.Json());
        var command = new Command("info", "Show geometry, orientation, HU statistics, DICOM series and warnings of an image.") { image, series, json };
        return edge.Does(command, parsed =>
        {
            var path = parsed.GetRequiredValue(image);
            var found = CtInput.IsDicom(path) ? DicomFolder.Scan(path, cancellationToken: edge.CancellationToken) : null;
            var report = ImageReport.Of(CtInput.Read(path, parsed.GetValue(series), edge), found);
            if (parsed.GetValue(json))
            {
                edge.Terminal.Out.WriteLine(JsonText.Of(report));
            }
            else
            {
                report.WriteTo(edge.Terminal.Out);
            }

            return ExitCodes.Done;
        });
    }
}

/// <summary>What <c>info</c> says of an image.</summary>
sealed record ImageReport(
    string File,
    int[] Voxels,
    double[] SpacingMm,
    double[] ExtentMm,
    string AxisCodes,
    double ObliquityDegrees,
    double[] OriginLpsMm,
    double[][] DirectionsLps,
    HuStatistics Hu,
    AcquisitionFacts Facts,
    string[]? Series,
    string? Choice,
    string[] Warnings,
    string Sha256)
{
    public static ImageReport Of(CtScan scan, DicomCatalogue? catalogue)
    {
        var grid = scan.Hu.Grid;
        var (s, o) = (grid.Spacing, grid.Orientation);
        double[] spacing = [s.IMm, s.JMm, s.KMm];
        int[] voxels = [grid.Shape.I, grid.Shape.J, grid.Shape.K];
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(scan.Source)),
            voxels,
            spacing,
            [.. spacing.Zip(voxels, (mm, n) => mm * n)],
            grid.AxisCodes,
            o.ObliquityDegrees,
            [grid.Origin.XMm, grid.Origin.YMm, grid.Origin.ZMm],
            [[o.I.XMm, o.I.YMm, o.I.ZMm], [o.J.XMm, o.J.YMm, o.J.ZMm], [o.K.XMm, o.K.YMm, o.K.ZMm]],
            HuStatistics.Of(scan.Hu.Voxels),
            scan.Facts,
            catalogue?.Series.Select(x => $"{x.Number}: {x.Description}").ToArray(),
            scan.Choice,
            [.. scan.Warnings],
            scan.Sha256);
    }

    public void WriteTo(TextWriter output)
    {
        output.WriteLine(File);
        Line("voxels", string.Join(" × ", Voxels));
        Line("spacing", $"{string.Join(" × ", SpacingMm.Select(v => v.ToString("0.####")))} mm");
        Line("extent", $"{string.Join(" × ", ExtentMm.Select(v => v.ToString("0.#")))} mm");
        Line("axes", $"{AxisCodes}{(ObliquityDegrees > 0.01 ? $", oblique by {ObliquityDegrees:0.0#}°" : "")}");
        Line("origin (LPS)", $"{string.Join(", ", OriginLpsMm.Select(v => v.ToString("0.###")))} mm");
        Line("HU", $"{Hu.Minimum} … {Hu.Maximum}, mean {Hu.Mean:0.0}, SD {Hu.StandardDeviation:0.0}; air {Hu.AirPercent:0.0} %, fat window {Hu.FatPercent:0.0} %, muscle window {Hu.MusclePercent:0.0} %, above 300 HU {Hu.DensePercent:0.0} %");
        foreach (var (name, value) in FactLines())
        {
            Line(name, value);
        }

        foreach (var series in Series ?? [])
        {
            Line("series", series);
        }

        if (Choice is not null)
        {
            Line("chosen", Choice);
        }

        Line("SHA-256", Sha256);
        foreach (var warning in Warnings)
        {
            Line("warning", warning);
        }

        void Line(string name, string value) => output.WriteLine($"  {name,-14} {value}");
    }

    IEnumerable<(string Name, string Value)> FactLines()
    {
        (string, string?)[] facts =
        [
            ("modality", Facts.Modality),
            ("series name", Facts.SeriesDescription),
            ("scanner", Facts.Manufacturer is null && Facts.ManufacturerModel is null ? null : $"{Facts.Manufacturer} {Facts.ManufacturerModel}".Trim()),
            ("tube voltage", Facts.TubeVoltageKv is { } kv ? $"{kv:0.#} kV" : null),
            ("kernel", Facts.Kernel),
            ("thickness", Facts.SliceThicknessMm is { } mm ? $"{mm:0.##} mm" : null),
            ("contrast", Facts.Contrast),
            ("sex", Facts.Sex),
            ("age", Facts.AgeYears is { } years ? $"{years:0.#} years" : null),
            ("height", Facts.HeightM is { } m ? $"{m:0.00} m" : null),
            ("weight", Facts.WeightKg is { } kg ? $"{kg:0.#} kg" : null),
        ];
        return facts.Where(f => f.Item2 is not null).Select(f => (f.Item1, f.Item2!));
    }
}

/// <summary>Hounsfield units over a whole volume; shares are of all voxels.</summary>
sealed record HuStatistics(short Minimum, short Maximum, double Mean, double StandardDeviation, double AirPercent, double FatPercent, double MusclePercent, double DensePercent)
{
    public static HuStatistics Of(ReadOnlySpan<short> voxels)
    {
        var histogram = new long[65536];
        foreach (var hu in voxels)
        {
            histogram[hu - short.MinValue]++;
        }

        double count = voxels.Length, sum = 0, squares = 0;
        var (low, high) = (short.MaxValue, short.MinValue);
        for (var bin = 0; bin < histogram.Length; bin++)
        {
            if (histogram[bin] > 0)
            {
                var hu = (short)(bin + short.MinValue);
                (low, high) = (Math.Min(low, hu), Math.Max(high, hu));
                sum += histogram[bin] * (double)hu;
                squares += histogram[bin] * (double)hu * hu;
            }
        }

        var mean = sum / count;
        return new(low, high, mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))), Share(short.MinValue, -900), Share(-190, -30), Share(-29, 150), Share(301, short.MaxValue));

        double Share(int from, int to)
        {
            long n = 0;
            for (var hu = from; hu <= to; hu++)
            {
                n += histogram[hu - short.MinValue];
            }

            return 100 * n / count;
        }
    }
}
