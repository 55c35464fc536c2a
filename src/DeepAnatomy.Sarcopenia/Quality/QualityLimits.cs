namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Every limit of the quality checks in one place; SEMANTICS.md of this slice says why each is what it is.</summary>
static class QualityLimits
{
    public const double WarnSliceSpacingMm = 5, FailSliceSpacingMm = 10;
    public const double WarnPixelMm = 1.5, FailPixelMm = 5;
    public const double WarnTiltDegrees = 5, FailTiltDegrees = 15;
    public const double AirHu = -1000, WarnAirHu = 60, FailAirHu = 150;
    public const double FatHu = -100, WarnFatHu = 25, FailFatHu = 50;
    public const double WarnMuscleMeanLowHu = 0, FailMuscleMeanLowHu = -30, WarnMuscleMeanHighHu = 100, FailMuscleMeanHighHu = 150;
    public const double WarnFatMeanHu = -60, FailFatMeanHu = -30, WarnBoneMeanHu = 50;
    public const double MinVertebraStepMm = 18, MaxVertebraStepMm = 55, MaxStepRatio = 1.7;
    public const double WarnAsymmetryFraction = 0.35;
    public const double WarnNoiseHu = 40, WarnMetalCm2 = 0.2;
    public const short MetalHu = 2500;
    public const double MinPixelsForMean = 30;

    /// <summary>Usual range of the in-window area at L3 of both sides, cm²; outside it a warning.</summary>
    public static (double LowCm2, double HighCm2)? UsualAreaCm2(string group) => group switch
    {
        "skeletal_muscle" => (50, 330),
        "abdominal_wall" => (15, 170),
        "paravertebral" => (15, 120),
        "psoas" => (3, 65),
        "quadratus_lumborum" => (1, 40),
        _ => null,
    };
}
