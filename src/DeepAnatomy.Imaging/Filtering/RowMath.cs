using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Imaging.Filtering;

/// <summary>Arithmetic on rows of voxels, several at a time.</summary>
static class RowMath
{
    /// <summary>target += weight × a.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> a, float weight)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        var rows = MemoryMarshal.Cast<float, Vector<float>>(a[..target.Length]);
        for (var n = 0; n < to.Length; n++)
        {
            to[n] += rows[n] * weight;
        }

        for (var x = to.Length * Vector<float>.Count; x < target.Length; x++)
        {
            target[x] += a[x] * weight;
        }
    }

    /// <summary>target += weight × (a + b).</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> a, ReadOnlySpan<float> b, float weight)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        var left = MemoryMarshal.Cast<float, Vector<float>>(a[..target.Length]);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b[..target.Length]);
        for (var n = 0; n < to.Length; n++)
        {
            to[n] += (left[n] + right[n]) * weight;
        }

        for (var x = to.Length * Vector<float>.Count; x < target.Length; x++)
        {
            target[x] += (a[x] + b[x]) * weight;
        }
    }

    /// <summary>target = min(target, a + rise).</summary>
    public static void MinRaised(Span<float> target, ReadOnlySpan<float> a, float rise)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        var from = MemoryMarshal.Cast<float, Vector<float>>(a[..target.Length]);
        var step = new Vector<float>(rise);
        for (var n = 0; n < to.Length; n++)
        {
            to[n] = Vector.Min(to[n], from[n] + step);
        }

        for (var x = to.Length * Vector<float>.Count; x < target.Length; x++)
        {
            target[x] = Math.Min(target[x], a[x] + rise);
        }
    }
}
