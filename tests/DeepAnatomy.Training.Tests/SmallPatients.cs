using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests;

/// <summary>Tiny scans: a body of fat in air with a left and a right muscle, and HU that are a function of the place, so that any voxel can be told.</summary>
static class SmallPatients
{
    public const ushort Left = 5, Right = 6, Undefined = 40, Uncertain = 41;

    public static LabelSet Set { get; } = new("small-1", [new(Left, "psoas_left"), new(Right, "psoas_right"), new(Undefined, "undefined"), new(Uncertain, "uncertain")]);

    public static Shape Shape { get; } = new(40, 32, 6);

    public static Grid Grid { get; } = new(Shape, new(1.5, 1.5, 4), new(-30, -20, 100), Orientation.Lps);

    /// <summary>The label at a voxel: i grows to the left.</summary>
    public static ushort LabelAt(int i, int j, int k) => j is >= 12 and < 20 && k < 5 ? i is >= 8 and < 14 ? Right : i is >= 25 and < 31 ? Left : (ushort)0 : (ushort)0;

    public static short HuAt(int i, int j, int k, int patient = 0) => i is >= 3 and < 37 && j is >= 4 and < 28 ? (short)((LabelAt(i, j, k) > 0 ? 50 : -100) + patient + (i % 3)) : (short)-1000;

    public static Volume<T> Volume<T>(Func<int, int, int, T> at, Grid? grid = null)
        where T : unmanaged
    {
        grid ??= Grid;
        var voxels = new T[grid.Shape.Count];
        for (var n = 0; n < voxels.Length; n++)
        {
            voxels[n] = at(n % grid.Shape.I, n / grid.Shape.I % grid.Shape.J, n / grid.Shape.SliceCount);
        }

        return Imaging.Volumes.Volume<T>.Adopt(grid, voxels);
    }

    /// <summary>Writes patients as folders with ct.nii.gz and labels.nii.gz.</summary>
    public static DatasetSettings Write(string root, int count, Func<int, int, int, ushort>? labels = null)
    {
        for (var p = 0; p < count; p++)
        {
            var (patient, folder) = (p, Directory.CreateDirectory(Path.Combine(root, $"p{p + 1:00}")).FullName);
            ImageFile.WriteCt(Path.Combine(folder, "ct.nii.gz"), Volume((i, j, k) => HuAt(i, j, k, patient)));
            ImageFile.WriteLabelMap(Path.Combine(folder, "labels.nii.gz"), new(Volume(labels ?? LabelAt), Set));
        }

        return new() { Path = root };
    }

    public static Dataset Read(DatasetSettings settings) => DatasetReader.Read(settings).Required;

    /// <summary>Preprocesses without any change of the voxels.</summary>
    public static PreparedDataset Prepare(string root, string cache, int count, Func<int, int, int, ushort>? labels = null, SparseSettings? sparse = null) =>
        new Preparation(Plain, sparse ?? new(), cache).Run(Read(Write(root, count, labels)));

    public static PreprocessingSettings Plain { get; } = new() { SpacingMm = [0, 0, 0], CropsToBody = false };

    /// <summary>Normalisation that leaves HU as they are.</summary>
    public static Normalisation AsIs { get; } = new(-5000, 5000, 0, 1);

    public static Batch Fill(IBatchSource source, long iteration)
    {
        var batch = new Batch(source.Shape, source.HasSoftTargets);
        Array.Fill(batch.Image, float.NaN);
        Array.Fill(batch.Labels, (byte)99);
        Array.Fill(batch.Weights, float.NaN);
        source.Fill(batch, iteration, CancellationToken.None);
        return batch;
    }
}
