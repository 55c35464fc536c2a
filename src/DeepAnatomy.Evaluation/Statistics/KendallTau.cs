namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>Kendall's rank correlation τ-b.</summary>
public static class KendallTau
{
    /// <summary>τ-b of two rankings; NaN when all of one are tied.</summary>
    public static double B(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        long concordance = 0, untiedA = 0, untiedB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = i + 1; j < a.Length; j++)
            {
                int da = Math.Sign(a[i] - a[j]), db = Math.Sign(b[i] - b[j]);
                concordance += da * db;
                untiedA += da * da;
                untiedB += db * db;
            }
        }

        return untiedA == 0 || untiedB == 0 ? double.NaN : concordance / Math.Sqrt((double)untiedA * untiedB);
    }
}
