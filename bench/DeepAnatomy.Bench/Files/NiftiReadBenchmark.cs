using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Bench.Files;

/// <summary>Reading a compressed NIfTI file, SHA-256 included.</summary>
sealed class NiftiReadBenchmark : IBenchmark
{
    public string Name => "read-nifti";

    public string Work => "reading .nii.gz into HU with its hash, 512×512×300";

    public string PeerName => "nibabel (dataobj to int16, no hash)";

    public double? TargetRatio => 1.5;

    public Measurement Product() => Measurement.Of(() => ImageFile.ReadCt(Scan.Shared.NiftiPath).Hu, Scan.Sum);

    public Measurement? Peer() => PythonPeer.Run("nifti.py", Scan.Shared.NiftiPath);
}
