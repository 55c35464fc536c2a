using DeepAnatomy.Sarcopenia.Composition;
using static DeepAnatomy.Sarcopenia.Quality.QualityList;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Whether the numbers are Hounsfield units: air, fat, noise and metal in the level's slice (SEMANTICS.md Q4–Q6).</summary>
static class IntensityChecks
{
    public static void Run(QualitySubject subject, QualityList list)
    {
        if (subject.Level.SliceK is not { } k || subject.Body is not { } body)
        {
            return;
        }

        var hasAir = Air(subject.Hu.Slice(k), body, list);
        var hasFat = Fat(subject, k, body, list);
        if (!hasAir && !hasFat)
        {
            list.Fail("hu-scale", Withheld.Everything, "Nothing in the slice looks like air or fat: these are not Hounsfield units. Check rescale slope and intercept.", "Nichts in der Schicht sieht wie Luft oder Fett aus: das sind keine Hounsfield-Einheiten. Bitte Rescale Slope und Intercept prüfen.");
        }

        Noise(subject, k, list);
        Metal(subject.Hu.Slice(k), body, subject.Hu.Grid.Spacing.PixelMm2, list);
    }

    /// <returns>Whether there was air to look at.</returns>
    static bool Air(ReadOnlySpan<short> hu, ReadOnlySpan<byte> body, QualityList list)
    {
        var air = new List<short>();
        for (var p = 0; p < hu.Length; p++)
        {
            if (body[p] == 0 && hu[p] is < BodyMask.EdgeHu and > -1100)
            {
                air.Add(hu[p]);
            }
        }

        if (air.Count < Math.Max(QualityLimits.MinPixelsForMean, hu.Length / 200))
        {
            list.Warn("hu-air", "There is too little air around the body to check the HU scale.", "Um den Körper ist zu wenig Luft, um die HU-Skala zu prüfen.");
            return false;
        }

        air.Sort();
        double median = air[air.Count / 2];
        var off = Math.Abs(median - QualityLimits.AirHu);
        if (off > QualityLimits.FailAirHu)
        {
            list.Fail("hu-air", Withheld.Everything, $"Air measures {En(median)} HU instead of about −1000: these are not Hounsfield units. Check rescale slope and intercept.", $"Luft misst {De(median)} HU statt etwa −1000: das sind keine Hounsfield-Einheiten. Bitte Rescale Slope und Intercept prüfen.");
        }
        else if (off > QualityLimits.WarnAirHu)
        {
            list.Warn("hu-air", $"Air measures {En(median)} HU, expected about −1000.", $"Luft misst {De(median)} HU, erwartet werden etwa −1000.");
        }
        else
        {
            list.Pass("hu-air", $"Air measures {En(median)} HU.", $"Luft misst {De(median)} HU.");
        }

        return true;
    }

    /// <returns>Whether there was fat to look at.</returns>
    static bool Fat(QualitySubject subject, int k, ReadOnlySpan<byte> body, QualityList list)
    {
        var mode = FatMode(subject, k, body);
        if (mode is not { } hu)
        {
            list.Warn("hu-fat", "There is too little fat in the slice to check the HU scale.", "In der Schicht ist zu wenig Fett, um die HU-Skala zu prüfen.");
            return false;
        }

        var off = Math.Abs(hu - QualityLimits.FatHu);
        if (off > QualityLimits.FailFatHu)
        {
            list.Fail("hu-fat", Withheld.Everything, $"Fat peaks at {En(hu)} HU instead of about −100: the HU scale is off. Check rescale slope and intercept.", $"Das Fett hat sein Maximum bei {De(hu)} HU statt etwa −100: die HU-Skala stimmt nicht. Bitte Rescale Slope und Intercept prüfen.");
        }
        else if (off > QualityLimits.WarnFatHu)
        {
            list.Warn("hu-fat", $"Fat peaks at {En(hu)} HU, expected about −100.", $"Das Fett hat sein Maximum bei {De(hu)} HU, erwartet werden etwa −100.");
        }
        else
        {
            list.Pass("hu-fat", $"Fat peaks at {En(hu)} HU.", $"Das Fett hat sein Maximum bei {De(hu)} HU.");
        }

        return true;
    }

    /// <summary>Most frequent HU (over ±10 HU) below −20 in the subcutaneous label, or in the body where there is no such label; null without a clear peak.</summary>
    static double? FatMode(QualitySubject subject, int k, ReadOnlySpan<byte> body)
    {
        const int low = -300, high = -20, reach = 10;
        var hu = subject.Hu.Slice(k);
        var labels = subject.Labels.Voxels.Slice(k);
        var fat = subject.Regions.Subcutaneous;
        var useLabel = fat.IsAvailable && fat.Of(k, k, null).Count >= QualityLimits.MinPixelsForMean;
        var wanted = fat.Columns.Select(c => subject.Table.Values[c]).ToHashSet();
        var counts = new int[high - low + 1];
        for (var p = 0; p < hu.Length; p++)
        {
            if ((useLabel ? wanted.Contains(labels[p]) : body[p] != 0) && hu[p] is >= low and <= high)
            {
                counts[hu[p] - low]++;
            }
        }

        var (best, bestCount) = (0, 0);
        for (var n = reach; n < counts.Length - reach; n++)
        {
            var count = counts.AsSpan(n - reach, (2 * reach) + 1).ToArray().Sum();
            (best, bestCount) = count > bestCount ? (n, count) : (best, bestCount);
        }

        return bestCount < QualityLimits.MinPixelsForMean ? null : best + low;
    }

    /// <remarks>Differences of neighbours inside muscle: anatomy is smooth there, noise is not. Median absolute difference / (0.6745·√2) is the standard deviation of white noise.</remarks>
    static void Noise(QualitySubject subject, int k, QualityList list)
    {
        var hu = subject.Hu.Slice(k);
        var labels = subject.Labels.Voxels.Slice(k);
        var width = subject.Hu.Shape.I;
        var wanted = subject.Regions.AllMuscle.Columns.Select(c => subject.Table.Values[c]).ToHashSet();
        var differences = new List<int>();
        for (var p = 0; p + 1 < hu.Length; p++)
        {
            if ((p + 1) % width != 0 && labels[p] == labels[p + 1] && wanted.Contains(labels[p]) && HuWindows.Muscle.Contains(hu[p]) && HuWindows.Muscle.Contains(hu[p + 1]))
            {
                differences.Add(Math.Abs(hu[p] - hu[p + 1]));
            }
        }

        if (differences.Count < QualityLimits.MinPixelsForMean)
        {
            return;
        }

        differences.Sort();
        var sigma = differences[differences.Count / 2] / (0.6745 * Math.Sqrt(2));
        if (sigma > QualityLimits.WarnNoiseHu)
        {
            list.Warn("noise", $"Noise in muscle is about {En(sigma, "0")} HU; areas inside HU windows are too small.", $"Das Rauschen im Muskel beträgt etwa {De(sigma, "0")} HU; Flächen in HU-Fenstern sind zu klein.");
        }
        else
        {
            list.Pass("noise", $"Noise in muscle is about {En(sigma, "0")} HU.", $"Das Rauschen im Muskel beträgt etwa {De(sigma, "0")} HU.");
        }
    }

    static void Metal(ReadOnlySpan<short> hu, ReadOnlySpan<byte> body, double pixelMm2, QualityList list)
    {
        var pixels = 0;
        for (var p = 0; p < hu.Length; p++)
        {
            pixels += body[p] != 0 && hu[p] > QualityLimits.MetalHu ? 1 : 0;
        }

        if (pixels * pixelMm2 / 100 > QualityLimits.WarnMetalCm2)
        {
            list.Warn("metal", $"Metal at the level ({En(pixels * pixelMm2 / 100)} cm² above {QualityLimits.MetalHu} HU): streaks may change areas and HU.", $"Metall auf der Höhe der Messung ({De(pixels * pixelMm2 / 100)} cm² über {QualityLimits.MetalHu} HU): Streifen können Flächen und HU verändern.");
        }
        else
        {
            list.Pass("metal", "No metal at the level.", "Kein Metall auf der Höhe der Messung.");
        }
    }
}
