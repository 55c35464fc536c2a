using System.Numerics;
using System.Runtime.InteropServices;
using DeepAnatomy.Imaging.Filtering;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Makes target slices by blending source slices (k), then rows (j), then voxels (i); holds the working memory of one worker.</summary>
sealed class SeparableSlice<TFrom, TTo>(Volume<TFrom> source, Shape target, AxisWeights i, AxisWeights j, AxisWeights k)
    where TFrom : unmanaged, INumber<TFrom>
    where TTo : unmanaged, INumber<TTo>
{
    readonly float[] blended = new float[source.Shape.SliceCount];
    readonly float[] row = new float[source.Shape.I];

    public void Run(int n, TTo outside, Span<TTo> slice)
    {
        if (!k.IsInside[n])
        {
            slice.Fill(outside);
            return;
        }

        BlendSlices(n);
        for (var y = 0; y < target.J; y++)
        {
            var to = slice.Slice(y * target.I, target.I);
            if (!j.IsInside[y])
            {
                to.Fill(outside);
                continue;
            }

            BlendRows(y);
            BlendVoxels(to, outside);
        }
    }

    void BlendSlices(int n)
    {
        Array.Clear(blended);
        for (var tap = 0; tap < k.Taps; tap++)
        {
            var weight = k.Weights(n)[tap];
            var from = source.Slice(k.Indices(n)[tap]);
            if (typeof(TFrom) == typeof(float))
            {
                RowMath.AddScaled(blended, MemoryMarshal.Cast<TFrom, float>(from), weight);
                continue;
            }

            for (var x = 0; weight != 0 && x < blended.Length; x++)
            {
                blended[x] += weight * float.CreateTruncating(from[x]);
            }
        }
    }

    void BlendRows(int y)
    {
        Array.Clear(row);
        for (var tap = 0; tap < j.Taps; tap++)
        {
            var weight = j.Weights(y)[tap];
            var from = blended.AsSpan(j.Indices(y)[tap] * row.Length, row.Length);
            RowMath.AddScaled(row, from, weight);
        }
    }

    void BlendVoxels(Span<TTo> to, TTo outside)
    {
        for (var x = 0; x < to.Length; x++)
        {
            if (!i.IsInside[x])
            {
                to[x] = outside;
                continue;
            }

            var indices = i.Indices(x);
            var weights = i.Weights(x);
            var sum = 0f;
            for (var tap = 0; tap < indices.Length; tap++)
            {
                sum += weights[tap] * row[indices[tap]];
            }

            to[x] = Rounding.FromSingle<TTo>(sum);
        }
    }
}
