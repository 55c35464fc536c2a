namespace DeepAnatomy.Training.Inference;

/// <summary>Probabilities of scores, and how undecided they are.</summary>
static class Entropies
{
    /// <summary>Makes probabilities of the scores of one voxel, in place.</summary>
    public static void ToProbabilities(Span<float> scores, ScoreKind kind, bool isRegions)
    {
        if (kind == ScoreKind.Probabilities)
        {
            return;
        }

        if (isRegions)
        {
            foreach (ref var score in scores)
            {
                score = 1 / (1 + MathF.Exp(-score));
            }

            return;
        }

        var largest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            sum += score = MathF.Exp(score - largest);
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }

    /// <summary>Entropy of the probabilities of one voxel, 0 … 1: of classes as a share of the largest possible, of regions the mean over them.</summary>
    public static float Of(ReadOnlySpan<float> probabilities, bool isRegions)
    {
        var sum = 0f;
        foreach (var p in probabilities)
        {
            sum += isRegions ? Term(p) + Term(1 - p) : Term(p);
        }

        return isRegions ? sum / (probabilities.Length * MathF.Log(2)) : probabilities.Length < 2 ? 0 : sum / MathF.Log(probabilities.Length);
    }

    static float Term(float p) => p > 0 ? -p * MathF.Log(p) : 0;
}
