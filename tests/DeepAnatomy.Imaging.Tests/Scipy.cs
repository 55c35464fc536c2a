using System.Diagnostics;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Geometry;

namespace DeepAnatomy.Imaging.Tests;

/// <summary>Evaluates an expression with SciPy as an independent witness. Arrays are [k, j, i] there.</summary>
static class Scipy
{
    const string Python = "/usr/bin/python3";

    public static bool IsPresent { get; } = File.Exists(Python) && Start("-c", "import numpy, scipy.ndimage") == 0;

    /// <param name="expression">Over <c>a</c> (the input), <c>np</c>, <c>nd</c> (scipy.ndimage); statements before it are separated by semicolons and end in <c>r = …</c>.</param>
    /// <param name="input">i fastest.</param>
    /// <param name="shape">Of the input.</param>
    public static TOut[] Evaluate<TIn, TOut>(string expression, TIn[] input, Shape shape)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        var folder = Directory.CreateTempSubdirectory("scipy");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"));
            File.WriteAllBytes(from, MemoryMarshal.AsBytes<TIn>(input).ToArray());
            var script = $"import numpy as np, scipy.ndimage as nd; a = np.fromfile('{from}', '{Code<TIn>()}').reshape({shape.K}, {shape.J}, {shape.I}); {expression}; "
                + $"np.ascontiguousarray(r, '{Code<TOut>()}').tofile('{to}')";
            Assert.Equal(0, Start("-c", script));
            return MemoryMarshal.Cast<byte, TOut>(File.ReadAllBytes(to)).ToArray();
        }
        finally
        {
            folder.Delete(true);
        }
    }

    static string Code<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Byte => "u1",
        TypeCode.Int16 => "i2",
        TypeCode.Int32 => "i4",
        TypeCode.Single => "f4",
        TypeCode.Double => "f8",
        _ => throw new NotSupportedException(typeof(T).Name),
    };

    static int Start(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test that compares with SciPy; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ScipyFactAttribute : FactAttribute
{
    public ScipyFactAttribute() => Skip = Scipy.IsPresent ? null : "SciPy (Debian package python3-scipy) is not installed.";
}

/// <summary>A test with rows that compares with SciPy; skipped with the reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class ScipyTheoryAttribute : TheoryAttribute
{
    public ScipyTheoryAttribute() => Skip = Scipy.IsPresent ? null : "SciPy (Debian package python3-scipy) is not installed.";
}
