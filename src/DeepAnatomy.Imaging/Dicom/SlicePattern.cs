using System.Globalization;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>How regular the distances of slices are.</summary>
enum SliceRegularity
{
    Uniform,
    Jitter,
    Gap,
    Variable,
}

/// <summary>The verdict on the distances of a stack's slices.</summary>
/// <param name="Regularity">What was found.</param>
/// <param name="StepMm">Distance of neighbours: the mean where uniform, the median otherwise.</param>
/// <param name="Text">What to tell the user; null when uniform.</param>
sealed record SlicePattern(SliceRegularity Regularity, double StepMm, string? Text)
{
    // Positions are written with few digits: this much is rounding.
    const double RoundingMm = 0.015, RoundingFraction = 0.02;

    // A step this far from the median, yet not a multiple, is still table jitter; a tenth of a slice cannot move an area by 1 %.
    const double JitterFraction = 0.1;

    public static SlicePattern Of(SliceStack stack)
    {
        var steps = stack.Steps();
        var median = stack.MedianMm!.Value;
        var mean = (stack.Places[^1].Mm - stack.Places[0].Mm) / steps.Length;
        var worst = steps.Max(s => Math.Abs(s - median));
        if (worst <= Math.Max(RoundingMm, RoundingFraction * median))
        {
            return new(SliceRegularity.Uniform, mean, null);
        }

        if (worst <= JitterFraction * median)
        {
            return new(SliceRegularity.Jitter, mean, F($"the slice distances vary from {steps.Min():0.###} to {steps.Max():0.###} mm; {mean:0.###} mm is used for all"));
        }

        var holes = Enumerable.Range(0, steps.Length).Where(n => steps[n] > (1 + JitterFraction) * median).ToList();
        var isGap = steps.All(s => s >= (1 - JitterFraction) * median && Math.Abs((s / median) - Math.Round(s / median)) <= JitterFraction) && holes.Count <= Math.Max(1, steps.Length / 4);
        if (!isGap)
        {
            return new(SliceRegularity.Variable, median, F($"the slice distances change from {steps.Min():0.###} to {steps.Max():0.###} mm"));
        }

        var missing = holes.Sum(n => (int)Math.Round(steps[n] / median) - 1);
        var places = string.Join(", ", holes.Take(3).Select(n => F($"between {stack.Places[n].Mm:0.##} and {stack.Places[n + 1].Mm:0.##} mm along the series")));
        return new(SliceRegularity.Gap, median, $"{missing} slice{(missing == 1 ? " is" : "s are")} missing {places}{(holes.Count > 3 ? " and elsewhere" : "")}");
    }

    static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
