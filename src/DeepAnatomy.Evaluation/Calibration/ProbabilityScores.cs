namespace DeepAnatomy.Evaluation.Calibration;

/// <summary>Proper scores of binary probabilities.</summary>
public static class ProbabilityScores
{
    /// <summary>Brier score of the positive class: mean of (p − y)². The two-class sum of some tools is twice this.</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> truth)
    {
        Check(probabilities, truth);
        var sum = 0.0;
        for (var n = 0; n < probabilities.Length; n++)
        {
            var d = probabilities[n] - truth[n];
            sum += d * d;
        }

        return sum / probabilities.Length;
    }

    /// <summary>Negative log-likelihood, natural logarithm, probabilities clipped to [clip, 1 − clip].</summary>
    public static double NegativeLogLikelihood(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> truth, double clip = 1e-7)
    {
        Check(probabilities, truth);
        var sum = 0.0;
        for (var n = 0; n < probabilities.Length; n++)
        {
            var p = Math.Clamp(probabilities[n], clip, 1 - clip);
            sum -= truth[n] != 0 ? Math.Log(p) : Math.Log(1 - p);
        }

        return sum / probabilities.Length;
    }

    internal static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> truth)
    {
        if (probabilities.Length != truth.Length || probabilities.IsEmpty)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {truth.Length} voxels of truth.");
        }

        foreach (var p in probabilities)
        {
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException($"A probability is {p}; probabilities lie in 0 … 1.", nameof(probabilities));
            }
        }
    }
}
