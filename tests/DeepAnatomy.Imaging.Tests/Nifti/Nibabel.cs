using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Tests.Nifti;

/// <summary>The peer that decides what a NIfTI file means: Debian's nibabel, run as a process.</summary>
static class Nibabel
{
    const string Python = "/usr/bin/python3";
    static readonly Lazy<bool> Present = new(() => File.Exists(Python) && Run("import nibabel") == 0);

    public static bool IsPresent => Present.Value;

    /// <summary>What nibabel reads: shape, affine (RAS, row by row) and scaled values, i fastest.</summary>
    public sealed record Image(int[] Shape, double[] Affine, double[] Values)
    {
        /// <summary>The largest distance between where this affine and a grid (LPS) put the corner voxels, mm.</summary>
        public double DistanceMm(Grid grid)
        {
            var worst = 0.0;
            for (var corner = 0; corner < 8; corner++)
            {
                double i = (corner & 1) * (grid.Shape.I - 1), j = ((corner >> 1) & 1) * (grid.Shape.J - 1), k = ((corner >> 2) & 1) * (grid.Shape.K - 1);
                double Row(int r) => (Affine[4 * r] * i) + (Affine[(4 * r) + 1] * j) + (Affine[(4 * r) + 2] * k) + Affine[(4 * r) + 3];
                var p = grid.ToPatient(i, j, k);
                worst = Math.Max(worst, (new PatientPoint(-Row(0), -Row(1), Row(2)) - p).LengthMm);
            }

            return worst;
        }
    }

    /// <summary>Runs a script; its exit code.</summary>
    public static int Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException(errors.GetAwaiter().GetResult());
    }

    /// <summary>Loads files with nibabel in one process.</summary>
    public static Image[] Load(params string[] paths)
    {
        using var folder = new TemporaryFolder();
        const string Script = """
            import sys, nibabel, numpy
            out = sys.argv[1]
            for n, path in enumerate(sys.argv[2:]):
                image = nibabel.load(path)
                data = numpy.asanyarray(image.dataobj)
                numpy.asarray(data, '<f8').ravel('F').tofile(f'{out}/{n}.f8')
                shape = (tuple(s for s in image.shape) + (1, 1, 1))[:3]
                with open(f'{out}/{n}.txt', 'w') as f:
                    print(*shape, *[repr(float(v)) for v in image.affine.ravel()], file=f)
            """;
        Run(Script, [folder.Path, .. paths]);
        return [.. Enumerable.Range(0, paths.Length).Select(n => ReadBack(folder, n))];
    }

    static Image ReadBack(TemporaryFolder folder, int n)
    {
        var words = File.ReadAllText(folder.File($"{n}.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(
            [.. words[..3].Select(int.Parse)],
            [.. words[3..].Select(w => double.Parse(w, CultureInfo.InvariantCulture))],
            MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(folder.File($"{n}.f8"))).ToArray());
    }
}

/// <summary>A test that needs nibabel; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class NibabelFactAttribute : FactAttribute
{
    public NibabelFactAttribute()
    {
        if (!Nibabel.IsPresent)
        {
            Skip = "nibabel is not installed (Debian package python3-nibabel).";
        }
    }
}
