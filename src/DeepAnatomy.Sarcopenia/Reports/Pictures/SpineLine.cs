using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>A line through the vertebral bodies, so that reformats follow the spine: from the spine model, else from vertebra labels, else from bone.</summary>
/// <param name="I">For every k the i of the line (to the patient's left).</param>
/// <param name="J">For every k the j of the line (to the back).</param>
sealed record SpineLine(double[] I, double[] J)
{
    const short BoneHu = 180;

    public static SpineLine Find(Volume<short> huLps, LabelMap? labelsLps, SpineModel? spine)
    {
        var points = spine is null ? null : FromModel(spine, huLps.Shape.K);
        points ??= labelsLps is null ? null : FromLabels(labelsLps);
        points ??= FromBone(huLps);
        var spacing = huLps.Grid.Spacing;
        var smoothing = Math.Max(1, (int)Math.Round(15 / spacing.KMm));
        return new(
            Smooth([.. points.Select(p => p.I)], smoothing, huLps.Shape.I / 2.0),
            Smooth([.. points.Select(p => p.J)], smoothing, huLps.Shape.J * 0.6));
    }

    static (double I, double J)[]? FromModel(SpineModel spine, int slices) =>
        spine.BodyCentre.Length == slices && spine.BodyCentre.Any(c => double.IsFinite(c.I)) ? [.. spine.BodyCentre] : null;

    /// <summary>The middle of the vertebra labels; along j their front third, where the body lies.</summary>
    static (double I, double J)[]? FromLabels(LabelMap labels)
    {
        var wanted = new bool[ushort.MaxValue + 1];
        foreach (var label in labels.Labels.Labels.Where(l => VertebraNames.Of(l.Name) is not null))
        {
            wanted[label.Value] = true;
        }

        var shape = labels.Shape;
        var points = new (double I, double J)[shape.K];
        var memory = labels.Voxels.Memory;
        Parallel.For(0, shape.K, k => points[k] = Middle(memory.Span.Slice(k * shape.SliceCount, shape.SliceCount), shape.I, v => wanted[v], 0.35));
        return points.Any(p => double.IsFinite(p.I)) ? points : null;
    }

    /// <summary>The middle of the bone in the middle third of the body: rough, but the spine is the only bone there at every height.</summary>
    static (double I, double J)[] FromBone(Volume<short> hu)
    {
        var shape = hu.Shape;
        var points = new (double I, double J)[shape.K];
        var memory = hu.Memory;
        Parallel.For(0, shape.K, k =>
        {
            var pixels = memory.Span.Slice(k * shape.SliceCount, shape.SliceCount).ToArray();
            for (var n = 0; n < pixels.Length; n++)
            {
                var i = n % shape.I;
                if (i < shape.I / 3 || i > 2 * shape.I / 3 || n / shape.I < shape.J * 2 / 5)
                {
                    pixels[n] = short.MinValue;
                }
            }

            points[k] = Middle(pixels, shape.I, v => v > BoneHu, 0.35);
        });
        return points;
    }

    static (double I, double J) Middle<T>(ReadOnlySpan<T> pixels, int width, Func<T, bool> isInside, double depthFraction)
    {
        var (sumI, count, front, back) = (0.0, 0, int.MaxValue, -1);
        for (var n = 0; n < pixels.Length; n++)
        {
            if (isInside(pixels[n]))
            {
                (sumI, count) = (sumI + (n % width), count + 1);
                (front, back) = (Math.Min(front, n / width), Math.Max(back, n / width));
            }
        }

        return count == 0 ? (double.NaN, double.NaN) : (sumI / count, front + (depthFraction * (back - front)));
    }

    /// <summary>Median, then mean over ± <paramref name="half"/> slices; gaps take the nearest value.</summary>
    static double[] Smooth(double[] values, int half, double fallback)
    {
        if (!values.Any(double.IsFinite))
        {
            return [.. values.Select(_ => fallback)];
        }

        var median = Around(values, 2 * half, window => window[window.Count / 2]);
        return Around(median, half, window => window.Average());
    }

    static double[] Around(double[] values, int half, Func<List<double>, double> reduce)
    {
        var result = new double[values.Length];
        var window = new List<double>();
        for (var k = 0; k < values.Length; k++)
        {
            for (var reach = half; window.Count == 0; reach *= 2)
            {
                var (first, last) = (Math.Max(0, k - reach), Math.Min(values.Length - 1, k + reach));
                window.AddRange(values[first..(last + 1)].Where(double.IsFinite));
            }

            window.Sort();
            result[k] = reduce(window);
            window.Clear();
        }

        return result;
    }
}
