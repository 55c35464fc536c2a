using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Bench.Networks;

/// <summary>Synthetic patients in a folder that goes with the process.</summary>
sealed class PhantomPatients
{
    readonly string folder = Directory.CreateTempSubdirectory("deepanatomy-bench-").FullName;

    /// <param name="scans">Different scans, made once.</param>
    /// <param name="cases">Cases; they share the scans in turn.</param>
    /// <param name="matrix">Voxels along each side of a slice of 420 mm.</param>
    /// <param name="sliceMm">Distance of the slices, which cover 200 mm.</param>
    public PhantomPatients(int scans, int cases, int matrix, double sliceMm)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        for (var n = 0; n < cases; n++)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, "scans", $"p{n + 1:000}")).FullName;
            if (n < scans)
            {
                var protocol = new PhantomProtocol { Matrix = matrix, FieldOfViewMm = 420, SliceMm = sliceMm, BottomMm = -100, TopMm = 100 };
                var scan = Phantom.Create(new PhantomParameters(new PhantomSubject { AnatomySeed = (ulong)n + 1 }, protocol));
                ImageFile.WriteCt(Path.Combine(place, "ct.nii.gz"), scan.Hu);
                ImageFile.WriteLabelMap(Path.Combine(place, "truth.nii.gz"), scan.Truth);
                continue;
            }

            foreach (var file in Directory.GetFiles(Path.Combine(folder, "scans", $"p{(n % scans) + 1:000}")))
            {
                File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>The dataset: muscle, fat under the skin, fat inside.</summary>
    public Dataset Dataset => DatasetReader.Read(new()
    {
        Path = Path.Combine(folder, "scans"),
        Classes = [new() { Name = "muscle", Labels = ["skeletal_muscle"] }, new() { Name = "subcutaneous_fat" }, new() { Name = "visceral_fat" }],
    }).Required;

    /// <summary>A folder beside the scans that is empty.</summary>
    public string Empty(string name)
    {
        var place = Path.Combine(folder, name);
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        return Directory.CreateDirectory(place).FullName;
    }
}
