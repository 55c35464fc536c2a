namespace DeepAnatomy.Operations.Monitoring.Diagnosis;

/// <summary>Which series are which quantity: the names of the run protocol, and some that other trainers write.</summary>
static class Quantities
{
    static readonly Dictionary<string, Quantity> Whole = new(StringComparer.Ordinal)
    {
        ["loss"] = Quantity.Loss,
        ["train_loss"] = Quantity.Loss,
        ["gradient_norm"] = Quantity.GradientNorm,
        ["learning_rate"] = Quantity.LearningRate,
        ["data_wait_ms"] = Quantity.DataWait,
        ["step_ms"] = Quantity.StepTime,
        ["patch_dice_estimate"] = Quantity.TrainMetric,
        ["epoch"] = Quantity.Epoch,
        ["validation_loss"] = Quantity.ValidationLoss,
        ["val_loss"] = Quantity.ValidationLoss,
        ["case_dice"] = Quantity.Metric,
        ["validation_s"] = Quantity.ValidationTime,
    };

    static readonly (string Prefix, Quantity Quantity)[] Parts =
        [("update_ratio.", Quantity.UpdateRatio), ("gradient_norm.", Quantity.LayerGradient), ("zero_share.", Quantity.ZeroShare), ("case_dice.", Quantity.ClassMetric)];

    /// <summary>The quantity of a series, and the layer or class it is about; null where no rule looks at it.</summary>
    public static (Quantity Quantity, string Part)? Of(string series)
    {
        if (Whole.TryGetValue(series, out var whole))
        {
            return (whole, "");
        }

        foreach (var (prefix, quantity) in Parts)
        {
            if (series.StartsWith(prefix, StringComparison.Ordinal))
            {
                return (quantity, series[prefix.Length..]);
            }
        }

        return null;
    }

    public static bool IsOfEpoch(Quantity quantity) => quantity >= Quantity.Epoch;
}
