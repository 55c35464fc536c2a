using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Server.Tests;

/// <summary>A small dataset and a configuration for it.</summary>
static class TrainingDocuments
{
    public const string Configuration = """
        name: small
        data:
          path: datasets/small
        preprocessing: {spacing_mm: [0, 0, 0], crops_to_body: false}
        sampling: {patch_size: [32, 32], batch_size: 2}
        executor: {threads: 1}
        schedule: {warm_up_iterations: 5}
        limits: {iterations: 40, iterations_per_epoch: 10}
        """;

    static readonly Grid Grid = new(new(40, 32, 6), new(1.5, 1.5, 4), new(-30, -20, 100), Orientation.Lps);

    /// <summary>Writes six patients; the muscle is brighter than what is around it.</summary>
    public static void WriteDataset(string root)
    {
        if (Directory.Exists(root))
        {
            return;
        }

        for (var patient = 0; patient < 6; patient++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"p{patient + 1:00}")).FullName;
            ImageFile.WriteCt(Path.Combine(folder, "ct.nii.gz"), Volume((i, j) => (short)(IsMuscle(i, j) ? 60 + patient : -100)));
            ImageFile.WriteLabelMap(Path.Combine(folder, "labels.nii.gz"), new(Volume((i, j) => IsMuscle(i, j) ? (ushort)5 : (ushort)0), new LabelSet("small-1", [new(5, "muscle")])));
        }
    }

    static bool IsMuscle(int i, int j) => i is >= 10 and < 24 && j is >= 8 and < 22;

    static Volume<T> Volume<T>(Func<int, int, T> at)
        where T : unmanaged
    {
        var voxels = new T[Grid.Shape.Count];
        for (var n = 0; n < voxels.Length; n++)
        {
            voxels[n] = at(n % Grid.Shape.I, n / Grid.Shape.I % Grid.Shape.J);
        }

        return Imaging.Volumes.Volume<T>.Adopt(Grid, voxels);
    }
}
