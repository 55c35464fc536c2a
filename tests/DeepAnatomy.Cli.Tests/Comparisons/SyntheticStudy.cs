using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Phantoms;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Tests.Comparisons;

/// <summary>Phantoms with their truth, and models that are the truth bent by smooth waves of different strength; one model loses a structure in some cases.</summary>
static class SyntheticStudy
{
    static readonly (string Name, double BendMm, double Bias)[] Models = [("sharp", 1.2, 0), ("sharp-twin", 1.25, 0), ("shifted", 1.6, 1.2), ("smooth", 2.6, 0), ("careless", 4.2, 0)];
    static readonly string[] Kept = ["abdominal_wall_left", "abdominal_wall_right", "paravertebral_left", "paravertebral_right", "psoas_left", "psoas_right"];

    public static string[] Write(string folder, int cases, double pixelMm, double sliceMm, int models = 5)
    {
        foreach (var name in Models.Take(models).Select(m => m.Name).Append("reference").Append("ct"))
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        for (var n = 0; n < cases; n++)
        {
            var scan = Phantom.Create(new(
                new PhantomSubject { AnatomySeed = (ulong)n + 1, Sex = n % 2 == 0 ? PhantomSex.Male : PhantomSex.Female, MuscleCm2 = 95 + (n * 37 % 90), Bmi = 21 + (n * 13 % 11) },
                new PhantomProtocol { NoiseSeed = (ulong)n + 1, PixelMm = pixelMm, SliceMm = sliceMm, BottomMm = -60, TopMm = 60 }));
            var truth = scan.Truth with { Labels = new LabelSet("deepanatomy-1", scan.Truth.Labels.Labels.Where(l => Kept.Contains(l.Name))) };
            truth = truth with { Voxels = Volume<ushort>.Adopt(truth.Grid, [.. truth.Voxels.ToArrayOf(v => truth.Labels.Find(v) is null ? (ushort)0 : v)]) };
            ImageFile.WriteCt(Path.Combine(folder, "ct", $"case{n:00}.nii.gz"), scan.Hu);
            ImageFile.WriteLabelMap(Path.Combine(folder, "reference", $"case{n:00}.nii.gz"), truth);
            for (var m = 0; m < models; m++)
            {
                ImageFile.WriteLabelMap(Path.Combine(folder, Models[m].Name, $"case{n:00}.nii.gz"), truth with { Voxels = Bent(truth, n, m) });
            }
        }

        return [.. Models.Take(models).Select(m => Path.Combine(folder, m.Name))];
    }

    /// <summary>Adds to models the share of their label in the neighbourhood as the probability of a structure, the contrast rising from model to model, so that later ones are too sure.</summary>
    public static void WriteProbabilities(string folder, int models, string structure)
    {
        foreach (var m in Enumerable.Range(0, models))
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, Models[m].Name, "probabilities", structure)).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(folder, Models[m].Name), "*.nii.gz"))
            {
                var map = ImageFile.ReadLabels(file).Map;
                var share = Share(map, map.Labels.ValueOf(structure), reach: 2);
                WriteNumbers(Path.Combine(target, $"{Path.GetFileName(file)[..^7]}.nii"), map.Grid, p => Math.Clamp(0.5 + ((share[p] - 0.5) * (1 + (0.6 * m))), 0, 1));
            }
        }
    }

    /// <summary>Writes numbers as NIfTI of 1024ths, which are exact.</summary>
    public static void WriteNumbers(string path, Grid grid, Func<int, double> valueAt)
    {
        ImageFile.WriteCt(path, Volume<short>.Adopt(grid, [.. Enumerable.Range(0, grid.Shape.Count).Select(n => (short)Math.Round(1024 * valueAt(n)))]));
        using var file = new FileStream(path, FileMode.Open);
        file.Position = 112;
        file.Write(BitConverter.GetBytes(1f / 1024));
        file.Write(BitConverter.GetBytes(0f));
    }

    static double[] Share(LabelMap map, ushort value, int reach)
    {
        var shape = map.Shape;
        var share = new double[shape.Count];
        var full = (2 * reach) + 1.0;
        Parallel.For(0, shape.K, k =>
        {
            for (var j = reach; j < shape.J - reach; j++)
            {
                for (var i = reach; i < shape.I - reach; i++)
                {
                    var count = 0;
                    for (var b = -reach; b <= reach; b++)
                    {
                        for (var a = -reach; a <= reach; a++)
                        {
                            count += map.Voxels[i + a, j + b, k] == value ? 1 : 0;
                        }
                    }

                    share[shape.OffsetOf(i, j, k)] = count / (full * full);
                }
            }
        });
        return share;
    }

    static ushort[] ToArrayOf(this Volume<ushort> v, Func<ushort, ushort> of) => [.. v.Voxels.ToArray().Select(of)];

    static Volume<ushort> Bent(LabelMap truth, int n, int m)
    {
        var (shape, s) = (truth.Shape, truth.Grid.Spacing);
        var bent = new ushort[shape.Count];
        var (strength, phase) = (Models[m].BendMm * (0.6 + (((n * 29) + (m * 11)) % 17 / 20.0)), (n * 1.7) + (m * 2.3));
        var lost = m == 4 && n % 9 == 4 ? truth.Labels.ValueOf("psoas_left") : ushort.MaxValue;
        Parallel.For(0, shape.K, k =>
        {
            for (var j = 0; j < shape.J; j++)
            {
                for (var i = 0; i < shape.I; i++)
                {
                    double x = i * s.IMm, y = j * s.JMm, z = k * s.KMm;
                    var dx = strength * Math.Sin((y / 7) + (z / 19) + phase);
                    var dy = (strength * Math.Sin((x / 9) - (z / 13) + (2 * phase))) + Models[m].Bias;
                    var (a, b) = ((int)Math.Round(i + (dx / s.IMm)), (int)Math.Round(j + (dy / s.JMm)));
                    var value = shape.Contains(a, b, k) ? truth.Voxels[a, b, k] : (ushort)0;
                    bent[shape.OffsetOf(i, j, k)] = value == lost ? (ushort)0 : value;
                }
            }
        });
        return Volume<ushort>.Adopt(truth.Grid, bent);
    }
}
