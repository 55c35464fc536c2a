using System.Diagnostics;
using DeepAnatomy.Imaging.Dicom;

namespace DeepAnatomy.Bench.Files;

/// <summary>Reading a DICOM folder into a volume, against converting it.</summary>
sealed class DicomReadBenchmark : IBenchmark
{
    const string Converter = "/usr/bin/dcm2niix";

    public string Name => "read-dicom";

    public string Work => "reading a DICOM folder into HU, 300 slices of 512×512";

    public string PeerName => "dcm2niix (whole process, uncompressed NIfTI)";

    public double? TargetRatio => 1;

    public Measurement Product() => Measurement.Of(() => DicomImage.ReadCt(Scan.Shared.DicomFolder).Hu, _ => 0);

    public Measurement? Peer()
    {
        if (!File.Exists(Converter))
        {
            return null;
        }

        var target = Scan.Shared.Temporary("converted");
        Directory.CreateDirectory(target);
        return Measurement.Of(() => Convert(target), _ => 0, runs: 3);
    }

    static int Convert(string target)
    {
        using var process = Process.Start(new ProcessStartInfo(Converter, ["-z", "n", "-b", "n", "-w", "1", "-f", "scan", "-o", target, Scan.Shared.DicomFolder]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"dcm2niix ended with exit code {process.ExitCode}.");
    }
}
