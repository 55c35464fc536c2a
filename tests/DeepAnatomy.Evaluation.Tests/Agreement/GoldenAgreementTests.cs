using DeepAnatomy.Evaluation.Agreement;

namespace DeepAnatomy.Evaluation.Tests.Agreement;

/// <summary>Golden values of SciPy, statsmodels and R, and the published table of Shrout and Fleiss (1979).</summary>
public class GoldenAgreementTests
{
    const double Tolerance = 1e-10;

    [ReferenceDataTheory]
    [InlineData("agreement_sma_cm2")]
    [InlineData("agreement_smi_cm2_m2")]
    public void Limits_of_agreement_agree(string study)
    {
        var golden = Golden.Statistics.GetProperty(study);
        var result = BlandAltman.Of(golden.Numbers("manual"), golden.Numbers("automatic"));
        Golden.Near(golden.Number("bias"), result.Bias, Tolerance, "bias");
        Golden.Near(golden.Number("sd_diff"), result.SdDifference, Tolerance, "sd");
        Golden.Near(golden.Number("loa_lower"), result.LowerLimit, Tolerance, "lower");
        Golden.Near(golden.Number("loa_upper"), result.UpperLimit, Tolerance, "upper");
        Golden.Near(golden.Numbers("bias_ci95"), [result.BiasInterval.Low, result.BiasInterval.High], Tolerance, "bias interval");
        Golden.Near(golden.Numbers("loa_lower_ci95_sqrt3n"), [result.LowerLimitInterval.Low, result.LowerLimitInterval.High], Tolerance, "lower interval");
        Golden.Near(golden.Numbers("loa_upper_ci95_sqrt3n"), [result.UpperLimitInterval.Low, result.UpperLimitInterval.High], Tolerance, "upper interval");
        Golden.Near(golden.Number("loa_se_exactish"), result.LimitStandardError, Tolerance, "limit error");
        Golden.Near(golden.Number("percent_bias"), result.PercentBias, Tolerance, "percent");
        Golden.Near(golden.Numbers("percent_loa"), [result.PercentLimits.Low, result.PercentLimits.High], Tolerance, "percent limits");
        Golden.Near(golden.Number("proportional_bias_slope"), result.Slope, Tolerance, "slope");
        Golden.Near(golden.Number("proportional_bias_p"), result.SlopeP, Tolerance, "slope p");
    }

    [ReferenceDataTheory]
    [InlineData("agreement_sma_cm2")]
    [InlineData("agreement_smi_cm2_m2")]
    public void Correlations_and_errors_agree(string study)
    {
        var golden = Golden.Statistics.GetProperty(study);
        var (first, second) = (golden.Numbers("manual"), golden.Numbers("automatic"));
        var icc = new IntraclassCorrelation([.. first.Zip(second, (a, b) => new[] { a, b })]);
        var anova = golden.GetProperty("anova");
        Golden.Near([anova.Number("MSR"), anova.Number("MSC"), anova.Number("MSE"), anova.Number("MSW")], [icc.MeanSquareCases, icc.MeanSquareRaters, icc.MeanSquareError, icc.MeanSquareWithin], Tolerance, "anova");
        Golden.Near(golden.Number("icc_1_1"), icc.OneWaySingle.Value, Tolerance, "ICC(1,1)");
        Golden.Near(golden.Number("icc_2_1_absolute"), icc.AbsoluteSingle.Value, Tolerance, "ICC(2,1)");
        Golden.Near(golden.Number("icc_3_1_consistency"), icc.ConsistencySingle.Value, Tolerance, "ICC(3,1)");
        Golden.Near(golden.Numbers("icc_2_1_ci95_mcgraw_wong"), [icc.AbsoluteSingle.Low, icc.AbsoluteSingle.High], Tolerance, "ICC(2,1) interval");
        Golden.Near(golden.Numbers("icc_3_1_ci95"), [icc.ConsistencySingle.Low, icc.ConsistencySingle.High], Tolerance, "ICC(3,1) interval");
        Golden.Near(golden.Number("sem"), icc.StandardErrorOfMeasurement, Tolerance, "SEM");
        Golden.Near(golden.Number("mdc95"), icc.MinimalDetectableChange95, Tolerance, "MDC");
        var errors = PairedAgreement.Errors(first, second);
        Golden.Near(golden.Number("lin_ccc_population_var"), errors.ConcordanceCorrelation, Tolerance, "CCC");
        Golden.Near(golden.Number("mae"), errors.MeanAbsoluteError, Tolerance, "MAE");
        Golden.Near(golden.Number("rmse"), errors.RootMeanSquareError, Tolerance, "RMSE");
        Golden.Near(golden.Number("mape_percent"), errors.MeanAbsolutePercentError, Tolerance, "MAPE");
        Golden.Near(golden.Number("cv_percent_within_subject"), errors.WithinSubjectCvPercent, Tolerance, "CV");
        Golden.Near(golden.Number("pearson_r"), Regression.Pearson(first, second).Statistic, Tolerance, "r");
        Golden.Near(golden.Number("pearson_p"), Regression.Pearson(first, second).P, Tolerance, "r p");
        var spearman = Regression.Spearman(first, second);
        Golden.Near(golden.Numbers("spearman"), [spearman.Statistic, spearman.P], Tolerance, "rho");
        var (deming, ols) = (Regression.Deming(first, second), Regression.LeastSquares(first, second));
        Golden.Near([golden.Number("deming_slope_lambda1"), golden.Number("deming_intercept")], [deming.Slope, deming.Intercept], Tolerance, "Deming");
        Golden.Near([golden.Number("ols_slope"), golden.Number("ols_intercept")], [ols.Slope, ols.Intercept], Tolerance, "OLS");
    }

    [ReferenceDataFact]
    public void The_table_of_Shrout_and_Fleiss_is_reproduced()
    {
        var golden = Golden.Statistics.GetProperty("icc_shrout_fleiss_1979");
        var icc = new IntraclassCorrelation(golden.Rows("data"));
        Golden.Near(
            [golden.Number("icc11"), golden.Number("icc21"), golden.Number("icc31"), golden.Number("icc1k"), golden.Number("icc2k"), golden.Number("icc3k")],
            [icc.OneWaySingle.Value, icc.AbsoluteSingle.Value, icc.ConsistencySingle.Value, icc.OneWayAverage.Value, icc.AbsoluteAverage.Value, icc.ConsistencyAverage.Value],
            Tolerance);
    }

    [ReferenceDataFact]
    public void Class_agreement_agrees()
    {
        var golden = Golden.Statistics.GetProperty("sarcopenia_class_agreement");
        var smi = Golden.Statistics.GetProperty("agreement_smi_cm2_m2");
        var cutOffs = golden.Numbers("cutoffs");
        int[] Classes(string method) => [.. smi.Numbers(method).Select((v, n) => v < cutOffs[n] ? 1 : 0)];
        var result = ClassAgreement.Of(Classes("manual"), Classes("automatic"));
        Golden.Near(golden.Number("percent_agreement"), result.PercentAgreement, Tolerance);
        Golden.Near(golden.Number("cohen_kappa"), result.CohenKappa, Tolerance);
        Golden.Near(golden.Number("mcnemar_exact_p"), result.McNemarP!.Value, Tolerance);
    }

    [Fact]
    public void Kappa_of_a_known_table_is_right()
    {
        // Cohen 1960-style example: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no gives kappa 0.4.
        int[] first = [.. Enumerable.Repeat(1, 25), .. Enumerable.Repeat(0, 25)];
        int[] second = [.. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(0, 5), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 15)];
        Golden.Near(0.4, ClassAgreement.Of(first, second).CohenKappa, 1e-12);
    }

    [Fact]
    public void Raters_who_agree_fully_have_an_ICC_of_1_and_no_interval()
    {
        var icc = new IntraclassCorrelation([[1.1, 1.1, 1.1], [2.7, 2.7, 2.7], [5.3, 5.3, 5.3]]);
        Assert.All([icc.OneWaySingle, icc.OneWayAverage, icc.AbsoluteSingle, icc.AbsoluteAverage, icc.ConsistencySingle, icc.ConsistencyAverage], r => Assert.Equal((1.0, double.NaN, double.NaN), (r.Value, r.Low, r.High)));
        Assert.Equal(0, PairedAgreement.VariationPercent([[1.1, 1.1], [2.7, 2.7]]));
    }
}
