using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Evaluation.Muscle;

/// <summary>What a label map says about the muscle of one slice.</summary>
/// <param name="SmaCm2">Area of the voxels in the muscle's labels between −29 and 150 HU, cm².</param>
/// <param name="SmiCm2PerM2">Area over the squared height; null without a height.</param>
/// <param name="SmraHu">Mean HU of the same voxels; null where there are none.</param>
/// <param name="ImatPercent">Share of fat (−190 … −30 HU) in fat and muscle inside the labels, percent; null where there is neither.</param>
public sealed record MuscleFigures(double SmaCm2, double? SmiCm2PerM2, double? SmraHu, double? ImatPercent)
{
    /// <summary>Lowest HU of muscle.</summary>
    public const int MuscleLowHu = -29;

    /// <summary>Highest HU of muscle.</summary>
    public const int MuscleHighHu = 150;

    /// <summary>Lowest HU of fat.</summary>
    public const int FatLowHu = -190;
}

/// <summary>The figures of two label maps of one CT in the same slice, and their errors (prediction less reference).</summary>
/// <param name="SliceK">The slice.</param>
/// <param name="Prediction">By the prediction.</param>
/// <param name="Reference">By the reference.</param>
public sealed record MuscleComparison(int SliceK, MuscleFigures Prediction, MuscleFigures Reference)
{
    /// <summary>Error of the area, cm².</summary>
    public double SmaErrorCm2 => Prediction.SmaCm2 - Reference.SmaCm2;

    /// <summary>Error of the area, percent; null without a reference.</summary>
    public double? SmaErrorPercent => Reference.SmaCm2 > 0 ? 100 * SmaErrorCm2 / Reference.SmaCm2 : null;

    /// <summary>Error of the index, cm²/m²; null without a height.</summary>
    public double? SmiErrorCm2PerM2 => Prediction.SmiCm2PerM2 - Reference.SmiCm2PerM2;

    /// <summary>Error of the mean attenuation, HU.</summary>
    public double? SmraErrorHu => Prediction.SmraHu - Reference.SmraHu;

    /// <summary>Error of the share of fat, percentage points.</summary>
    public double? ImatErrorPercent => Prediction.ImatPercent - Reference.ImatPercent;

    /// <summary>Measures one slice.</summary>
    /// <param name="hu">CT, HU.</param>
    /// <param name="prediction">Label values on the same grid.</param>
    /// <param name="reference">Label values on the same grid.</param>
    /// <param name="muscle">The label values that are muscle.</param>
    /// <param name="sliceK">The slice, 0 … K − 1.</param>
    /// <param name="heightM">Height of the person, m; for the index.</param>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slice is not in the volume, or the height is not positive.</exception>
    public static MuscleComparison Of(Volume<short> hu, Volume<ushort> prediction, Volume<ushort> reference, ReadOnlySpan<ushort> muscle, int sliceK, double? heightM = null)
    {
        if (!hu.Grid.IsSameAs(prediction.Grid) || !hu.Grid.IsSameAs(reference.Grid))
        {
            throw new ArgumentException($"The grids differ: CT {hu.Grid}, prediction {prediction.Grid}, reference {reference.Grid}.", nameof(prediction));
        }

        if (heightM is <= 0 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(nameof(heightM), "A height is a positive number of metres.");
        }

        var pixelMm2 = Cases.CaseEvaluator.Snapped(hu.Grid.Spacing).PixelMm2;
        return new(sliceK, Figures(hu.Slice(sliceK), prediction.Slice(sliceK), muscle, pixelMm2, heightM), Figures(hu.Slice(sliceK), reference.Slice(sliceK), muscle, pixelMm2, heightM));
    }

    static MuscleFigures Figures(ReadOnlySpan<short> hu, ReadOnlySpan<ushort> labels, ReadOnlySpan<ushort> muscle, double pixelMm2, double? heightM)
    {
        long count = 0, sum = 0, fat = 0;
        for (var n = 0; n < hu.Length; n++)
        {
            if (labels[n] == 0 || !muscle.Contains(labels[n]))
            {
                continue;
            }

            if (hu[n] is >= MuscleFigures.MuscleLowHu and <= MuscleFigures.MuscleHighHu)
            {
                count++;
                sum += hu[n];
            }
            else if (hu[n] is >= MuscleFigures.FatLowHu and < MuscleFigures.MuscleLowHu)
            {
                fat++;
            }
        }

        var cm2 = count * pixelMm2 / 100;
        return new(cm2, heightM is { } h ? cm2 / (h * h) : null, count > 0 ? (double)sum / count : null, count + fat > 0 ? 100.0 * fat / (count + fat) : null);
    }
}
