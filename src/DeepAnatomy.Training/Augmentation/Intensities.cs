using System.Numerics;

namespace DeepAnatomy.Training.Augmentation;

/// <summary>Arithmetic on intensities, in vectors.</summary>
static class Intensities
{
    /// <summary>Values summed in single precision before the sum goes on in double.</summary>
    const int Block = 4096;

    /// <summary>x becomes factor · x + offset.</summary>
    public static void Affine(Span<float> values, float factor, float offset) => Affine(values, factor, offset, float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>x becomes factor · x + offset, kept between two bounds.</summary>
    public static void Affine(Span<float> values, float factor, float offset, float low, float high)
    {
        var n = 0;
        for (; n <= values.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = (new Vector<float>(values[n..]) * factor) + new Vector<float>(offset);
            Vector.Min(Vector.Max(x, new(low)), new(high)).CopyTo(values[n..]);
        }

        for (; n < values.Length; n++)
        {
            values[n] = Math.Clamp((values[n] * factor) + offset, low, high);
        }
    }

    /// <summary>Mean, standard deviation and range.</summary>
    public static (float Mean, float Sd, float Min, float Max) Describe(ReadOnlySpan<float> values)
    {
        double sum = 0;
        var (min, max) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var start = 0; start < values.Length; start += Block)
        {
            var part = values[start..Math.Min(start + Block, values.Length)];
            var s = 0f;
            foreach (var x in part)
            {
                s += x;
                min = Math.Min(min, x);
                max = Math.Max(max, x);
            }

            sum += s;
        }

        var mean = (float)(sum / values.Length);
        double squares = 0;
        for (var start = 0; start < values.Length; start += Block)
        {
            var s = 0f;
            foreach (var x in values[start..Math.Min(start + Block, values.Length)])
            {
                s += (x - mean) * (x - mean);
            }

            squares += s;
        }

        return (mean, (float)Math.Sqrt(squares / values.Length), min, max);
    }

    /// <summary>x becomes min + range · ((x − min) / range)^exponent.</summary>
    public static void Gamma(Span<float> values, float min, float range, float exponent)
    {
        var n = 0;
        for (; n <= values.Length - Vector<float>.Count; n += Vector<float>.Count)
        {
            var x = Vector.Max((new Vector<float>(values[n..]) - new Vector<float>(min)) * (1 / range), Vector<float>.Zero);
            ((Vector.Exp(Vector.Log(x) * exponent) * range) + new Vector<float>(min)).CopyTo(values[n..]);
        }

        for (; n < values.Length; n++)
        {
            values[n] = (MathF.Pow(Math.Max((values[n] - min) / range, 0), exponent) * range) + min;
        }
    }
}
