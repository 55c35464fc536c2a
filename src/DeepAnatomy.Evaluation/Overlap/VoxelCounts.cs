namespace DeepAnatomy.Evaluation.Overlap;

/// <summary>How the voxels of a prediction and a reference fall together for one structure; every overlap metric follows from it.</summary>
/// <param name="TruePositive">In both.</param>
/// <param name="FalsePositive">In the prediction only.</param>
/// <param name="FalseNegative">In the reference only.</param>
/// <param name="TrueNegative">In neither.</param>
/// <remarks>Ratios are NaN where their denominator is zero; the state of the structure (<see cref="Cases.LabelState"/>) says why.</remarks>
public readonly record struct VoxelCounts(long TruePositive, long FalsePositive, long FalseNegative, long TrueNegative)
{
    /// <summary>Voxels of the prediction.</summary>
    public long Predicted => TruePositive + FalsePositive;

    /// <summary>Voxels of the reference.</summary>
    public long Reference => TruePositive + FalseNegative;

    /// <summary>All voxels that counted.</summary>
    public long Total => TruePositive + FalsePositive + FalseNegative + TrueNegative;

    /// <summary>2 TP / (2 TP + FP + FN).</summary>
    public double Dice => 2.0 * TruePositive / (Predicted + Reference);

    /// <summary>TP / (TP + FP + FN), intersection over union.</summary>
    public double Jaccard => (double)TruePositive / (TruePositive + FalsePositive + FalseNegative);

    /// <summary>TP / (TP + FN), recall.</summary>
    public double Sensitivity => (double)TruePositive / Reference;

    /// <summary>TP / (TP + FP), positive predictive value.</summary>
    public double Precision => (double)TruePositive / Predicted;

    /// <summary>TN / (TN + FP).</summary>
    public double Specificity => (double)TrueNegative / (TrueNegative + FalsePositive);

    /// <summary>TN / (TN + FN), negative predictive value.</summary>
    public double NegativePredictiveValue => (double)TrueNegative / (TrueNegative + FalseNegative);

    /// <summary>(TP + TN) / all.</summary>
    public double Accuracy => (double)(TruePositive + TrueNegative) / Total;

    /// <summary>1 − |FN − FP| / (2 TP + FP + FN), 0 … 1 (Taha and Hanbury 2015).</summary>
    public double VolumeSimilarity => 1 - ((double)Math.Abs(FalseNegative - FalsePositive) / (Predicted + Reference));

    /// <summary>2 (P − R) / (P + R), −2 … 2 (ITK, SimpleITK); positive when the prediction is larger.</summary>
    public double SignedVolumeSimilarity => 2.0 * (Predicted - Reference) / (Predicted + Reference);

    /// <summary>(P − R) / R.</summary>
    public double RelativeVolumeDifference => (double)(Predicted - Reference) / Reference;

    /// <summary>Cohen's kappa of the two classifications.</summary>
    public double CohenKappa
    {
        get
        {
            double n = Total, chance = ((Predicted / n) * (Reference / n)) + (((n - Predicted) / n) * ((n - Reference) / n));
            return (Accuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Matthews correlation coefficient.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double tp = TruePositive, fp = FalsePositive, fn = FalseNegative, tn = TrueNegative;
            return ((tp * tn) - (fp * fn)) / (Math.Sqrt((tp + fp) * (tp + fn)) * Math.Sqrt((tn + fp) * (tn + fn)));
        }
    }

    /// <summary>Counts of two structures or cases together.</summary>
    public static VoxelCounts operator +(VoxelCounts a, VoxelCounts b) => new(
        a.TruePositive + b.TruePositive, a.FalsePositive + b.FalsePositive, a.FalseNegative + b.FalseNegative, a.TrueNegative + b.TrueNegative);
}
