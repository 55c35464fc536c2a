using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Cuts planes out of a canonical (LPS) scan in the radiological convention.</summary>
static class Planes
{
    /// <summary>The axial slice at k: the patient's right on the left, front on top.</summary>
    public static Plane Axial(Volume<short> huLps, LabelMap? labelsLps, int k)
    {
        var (shape, spacing) = (huLps.Shape, huLps.Grid.Spacing);
        return new(huLps.Slice(k).ToArray(), labelsLps is null ? [] : labelsLps.Voxels.Slice(k).ToArray(), shape.I, shape.J, spacing.IMm, spacing.JMm);
    }

    /// <summary>The mean of the sagittal planes within <paramref name="halfMm"/> of a line that follows the spine: front on the left, head on top.</summary>
    /// <param name="huLps">Canonical scan.</param>
    /// <param name="centreI">For every k the i of the line.</param>
    /// <param name="halfMm">Half the thickness, mm.</param>
    public static Plane Sagittal(Volume<short> huLps, double[] centreI, double halfMm)
    {
        var (shape, spacing) = (huLps.Shape, huLps.Grid.Spacing);
        var half = (int)Math.Round(halfMm / spacing.IMm);
        var target = new short[shape.J * shape.K];
        var memory = huLps.Memory;
        Parallel.For(0, shape.K, k =>
        {
            var source = memory.Span;
            var row = (shape.K - 1 - k) * shape.J;
            for (var j = 0; j < shape.J; j++)
            {
                target[row + j] = Mean(source, shape.OffsetOf(0, j, k), 1, shape.I, (int)Math.Round(centreI[k]), half);
            }
        });
        return new(target, [], shape.J, shape.K, spacing.JMm, spacing.KMm);
    }

    /// <summary>The mean of the coronal planes within <paramref name="halfMm"/> of a line that follows the spine: the patient's right on the left, head on top.</summary>
    /// <param name="huLps">Canonical scan.</param>
    /// <param name="centreJ">For every k the j of the line.</param>
    /// <param name="halfMm">Half the thickness, mm.</param>
    public static Plane Coronal(Volume<short> huLps, double[] centreJ, double halfMm)
    {
        var (shape, spacing) = (huLps.Shape, huLps.Grid.Spacing);
        var half = (int)Math.Round(halfMm / spacing.JMm);
        var target = new short[shape.I * shape.K];
        var memory = huLps.Memory;
        Parallel.For(0, shape.K, k =>
        {
            var source = memory.Span;
            var row = (shape.K - 1 - k) * shape.I;
            for (var i = 0; i < shape.I; i++)
            {
                target[row + i] = Mean(source, shape.OffsetOf(i, 0, k), shape.I, shape.J, (int)Math.Round(centreJ[k]), half);
            }
        });
        return new(target, [], shape.I, shape.K, spacing.IMm, spacing.KMm);
    }

    static short Mean(ReadOnlySpan<short> source, int start, int stride, int count, int centre, int half)
    {
        var sum = 0;
        for (var n = centre - half; n <= centre + half; n++)
        {
            sum += source[start + (Math.Clamp(n, 0, count - 1) * stride)];
        }

        return (short)(sum / ((2 * half) + 1));
    }
}
