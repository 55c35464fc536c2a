using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Files;

/// <summary>The synthetic scan of 512×512×300 that the file benchmarks share, written once per run and removed at its end.</summary>
sealed class Scan : IDisposable
{
    static readonly Lazy<Scan> Only = new(() => new Scan());
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-bench-").FullName;

    Scan()
    {
        var protocol = new PhantomProtocol { Matrix = 512, FieldOfViewMm = 420, SliceMm = 1.05, BottomMm = -130, TopMm = 185 };
        Hu = Phantom.Create(new PhantomParameters(new PhantomSubject(), protocol)).Hu;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        ImageFile.WriteCt(NiftiPath, Hu);
        Directory.CreateDirectory(DicomFolder);
        DicomSeriesWriter.Write(Hu, AcquisitionFacts.None, DicomFolder);
    }

    public static Scan Shared => Only.Value;

    public Volume<short> Hu { get; }

    public string NiftiPath => Path.Combine(folder, "ct.nii.gz");

    public string DicomFolder => Path.Combine(folder, "dicom");

    public string Temporary(string name) => Path.Combine(folder, name);

    /// <summary>A number of the whole volume, for comparing what was read.</summary>
    public static double Sum(Volume<short> hu)
    {
        long sum = 0;
        foreach (var value in hu.Voxels)
        {
            sum += value;
        }

        return sum;
    }

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
