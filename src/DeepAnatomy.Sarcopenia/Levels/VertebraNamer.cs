namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>How probable each numbering of the chain is: index n of <see cref="Probability"/> is the hypothesis that the lowest vertebra has the number <see cref="Lowest"/> + n.</summary>
sealed record Numbering(int Lowest, double[] Probability)
{
    public int Best => Lowest + Array.IndexOf(Probability, Probability.Max());

    public double BestProbability => Probability.Max();

    public double Of(int lowestNumber) => lowestNumber >= Lowest && lowestNumber < Lowest + Probability.Length ? Probability[lowestNumber - Lowest] : 0;
}

/// <summary>Names the vertebrae by weighing what is seen of ribs, sacrum, iliac crests and lungs (Bayes' rule over all ways to number the chain).</summary>
/// <remarks>The probabilities are anatomical frequencies and detection rates (SEMANTICS.md L6–L9), not fitted to any scan.</remarks>
static class VertebraNamer
{
    /// <summary>The lowest vertebra is one of C7 (−12) … S5; beyond it (16) only a course that is no spine can lie.</summary>
    const int From = -12, To = 16, C1 = -18;

    // Where the top of the iliac crests lies: L4/L5 (4.5) in most, L4 … L5 in nearly all.
    const double CrestMean = 4.35, CrestSd = 0.55;

    // Where aerated lung ends beside the spine: about T12 in inspiration, T10 … L1.
    const double LungMean = -0.3, LungSd = 1.0;

    /// <summary>Weight of the unforeseen in every measurement.</summary>
    const double Outlier = 0.02;

    // Ribs seen on 0, 1, 2 sides.
    static readonly double[] ThoracicRibs = [0.06, 0.12, 0.82], LastRibs = [0.14, 0.16, 0.70], FirstLumbarRibs = [0.93, 0.04, 0.03], NoRibs = [0.97, 0.02, 0.01];

    /// <summary>All evidence together.</summary>
    public static Numbering Name(SpineAnchors anchors) => Posterior(anchors, n => FromAbove(anchors, n) + FromBelow(anchors, n) + FromHeights(anchors, n));

    /// <summary>Ribs and lungs alone.</summary>
    public static Numbering NameFromAbove(SpineAnchors anchors) => Posterior(anchors, n => FromAbove(anchors, n));

    /// <summary>Sacrum and pelvis alone.</summary>
    public static Numbering NameFromBelow(SpineAnchors anchors) => Posterior(anchors, n => FromBelow(anchors, n));

    static Numbering Posterior(SpineAnchors anchors, Func<int, double> logLikelihood)
    {
        // No vertebra is above C1.
        var above = anchors.Ribs.Length - 1;
        var logs = Enumerable.Range(From, To - From + 1).Select(n => n - above < C1 ? double.NegativeInfinity : logLikelihood(n)).ToArray();
        var top = logs.Max();
        var mass = logs.Select(l => Math.Exp(l - top)).ToArray();
        var sum = mass.Sum();
        return new(From, [.. mass.Select(m => m / sum)]);
    }

    static double FromAbove(SpineAnchors anchors, int lowest)
    {
        var log = 0.0;
        for (var v = 0; v < anchors.Ribs.Length; v++)
        {
            if (anchors.Ribs[v] is int sides)
            {
                log += Math.Log(RibTable(lowest - v)[sides]);
            }
        }

        // Numbers fall towards the head: a position p of the chain has the number lowest − p.
        var lung = anchors.LungBase is double p
            ? At(lowest - p, LungMean, LungSd)
            : anchors.IsWide ? Above(lowest - anchors.Scan.Top, LungMean, LungSd) : 1;
        return log + Math.Log(lung);
    }

    // Cervical and upper thoracic vertebrae are too small to be lumbar ones; people differ by 4 mm, so that neighbours cannot be told apart.
    static double FromHeights(SpineAnchors anchors, int lowest)
    {
        var off = anchors.LengthsMm.Select((mm, v) => mm - UsualLengthMm(lowest - v)).OfType<double>().ToArray();
        return off.Length == 0 ? 0 : Math.Log(At(off.Average(), 0, 5));
    }

    // Body and disc, mm; mean of men and women (SEMANTICS.md L5).
    static double UsualLengthMm(int number) => number switch
    {
        < VertebraNumber.T1 => 18,
        <= 1 => 21 + ((number - VertebraNumber.T1) * (33 - 21) / 12.0),
        <= 4 => 35,
        VertebraNumber.L5 => 32,
        _ => 28,
    };

    static double FromBelow(SpineAnchors anchors, int lowest)
    {
        var log = 0.0;
        for (var v = 0; v < anchors.Wings.Length; v++)
        {
            log += Math.Log(WingLikelihood(anchors.Wings[v], lowest - v));
        }

        var crest = anchors.Crest is double p ? At(lowest - p, CrestMean, CrestSd)
            : anchors.CrestIsAboveScan ? AboveForSure(lowest - anchors.Scan.Top)
            : anchors.IsWide && !anchors.CrestIsUnclear ? Below(lowest - anchors.Scan.Bottom, CrestMean, CrestSd)
            : 1;
        return log + Math.Log(crest);
    }

    static double[] RibTable(int number) => number switch
    {
        < VertebraNumber.T1 => NoRibs,
        < VertebraNumber.T12 => ThoracicRibs,
        VertebraNumber.T12 => LastRibs,
        VertebraNumber.L1 => FirstLumbarRibs,
        _ => NoRibs,
    };

    // Wings over about 19 mm and more are sacral; L5's transverse process is up to 15 mm high.
    static double WingLikelihood((double WingsMm, double SeenMm) wings, int number)
    {
        var isSacral = 1 / (1 + Math.Exp(-(wings.WingsMm - 19) / 1.5));
        if (wings.SeenMm < 22 && wings.WingsMm < 0.9 * wings.SeenMm)
        {
            // Too little was seen for a long stretch: silence is no evidence.
            return 0.5;
        }

        return number switch
        {
            >= VertebraNumber.S1 => 0.06 + (0.9 * isSacral),
            VertebraNumber.L5 => 0.94 - (0.88 * isSacral),
            _ => 0.98 - (0.96 * isSacral),
        };
    }

    static double At(double value, double mean, double sd) =>
        Outlier + ((1 - Outlier) * Math.Exp(-0.5 * (value - mean) * (value - mean) / (sd * sd)));

    // The landmark is not in the scan but further to the head (smaller number) than the scan's upper end.
    static double Above(double end, double mean, double sd) => Outlier + ((1 - Outlier) * NormalShare((end - mean) / sd));

    // Iliac wings in the uppermost slice leave no doubt: the scan begins below the crests.
    static double AboveForSure(double end) => 1e-4 + NormalShare((end - CrestMean) / CrestSd);

    // The landmark is further to the foot (larger number) than the scan's lower end.
    static double Below(double end, double mean, double sd) => Outlier + ((1 - Outlier) * (1 - NormalShare((end - mean) / sd)));

    // The normal distribution function, within 0.01 (logistic approximation).
    static double NormalShare(double z) => 1 / (1 + Math.Exp(-1.702 * z));
}
