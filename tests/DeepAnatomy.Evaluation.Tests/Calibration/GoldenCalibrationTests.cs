using DeepAnatomy.Evaluation.Calibration;

namespace DeepAnatomy.Evaluation.Tests.Calibration;

public class GoldenCalibrationTests
{
    const double Tolerance = 1e-10;

    [ReferenceDataTheory]
    [InlineData("bins10_[l,u)_last_closed", 10, BinBorders.LowerClosed)]
    [InlineData("bins10_(l,u]_drops_p=0", 10, BinBorders.UpperClosed)]
    [InlineData("bins15_[l,u)_last_closed", 15, BinBorders.LowerClosed)]
    [InlineData("bins15_(l,u]_drops_p=0", 15, BinBorders.UpperClosed)]
    public void Calibration_errors_agree_under_each_convention(string key, int bins, BinBorders borders)
    {
        var golden = Golden.Statistics.GetProperty("calibration_binary_400");
        var (p, y) = Data(golden);
        var result = ReliabilityDiagram.Of(p, y, bins, borders);
        var expected = golden.GetProperty(key);
        Golden.Near(expected.Number("ece"), result.ExpectedError, Tolerance, "ECE");
        Golden.Near(expected.Number("mce"), result.MaximumError, Tolerance, "MCE");
        Assert.Equal(expected.Number("n_used"), result.Used);
        foreach (var row in expected.Rows("bins_index_count_conf_acc"))
        {
            var bin = result.Bins[(int)row[0]];
            Golden.Near([row[1], row[2], row[3]], [bin.Count, bin.MeanProbability, bin.PositiveFraction], Tolerance, $"bin {row[0]}");
        }
    }

    [ReferenceDataFact]
    public void Scores_agree()
    {
        var golden = Golden.Statistics.GetProperty("calibration_binary_400");
        var (p, y) = Data(golden);
        Golden.Near(golden.Number("brier_binary_mean_sq"), ProbabilityScores.Brier(p, y), Tolerance, "Brier");
        Golden.Near(golden.Number("nll_clip1e7"), ProbabilityScores.NegativeLogLikelihood(p, y), Tolerance, "NLL");
        Golden.Near(golden.Number("adaptive_equal_mass_10_array_split_stable_sort"), ReliabilityDiagram.AdaptiveError(p, y), Tolerance, "adaptive ECE");
    }

    [Fact]
    public void A_probability_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentException>(() => ProbabilityScores.Brier([0.5, 1.2], [0, 1]));

    static (double[] P, byte[] Y) Data(System.Text.Json.JsonElement golden) => (golden.Numbers("p"), [.. golden.Numbers("y").Select(v => (byte)v)]);
}
