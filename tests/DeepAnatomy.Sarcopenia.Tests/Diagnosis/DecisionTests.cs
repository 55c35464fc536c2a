using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Diagnosis;

namespace DeepAnatomy.Sarcopenia.Tests.Diagnosis;

public sealed class DecisionTests
{
    static string Ewgsop(SubjectRecord subject) => Ewgsop2.Decide(subject, []).Outcome;

    static string Awgs(SubjectRecord subject) => Awgs2019.Decide(subject, []).Outcome;

    [Theory]
    [InlineData("M", 26.9, "probable sarcopenia")]
    [InlineData("M", 27.0, "no sarcopenia by strength")]
    [InlineData("F", 15.9, "probable sarcopenia")]
    [InlineData("F", 16.0, "no sarcopenia by strength")]
    public void Weak_grip_is_probable_sarcopenia(string sex, double gripKg, string outcome) => Assert.Equal(outcome, Ewgsop(new() { Sex = sex, GripKg = gripKg }));

    [Fact]
    public void Slow_chair_rises_need_no_sex()
    {
        Assert.Equal("probable sarcopenia", Ewgsop(new() { ChairRiseSeconds = 15.1 }));
        Assert.Equal("no sarcopenia by strength", Ewgsop(new() { ChairRiseSeconds = 15 }));
    }

    [Fact]
    public void Low_mass_without_low_strength_is_not_sarcopenia() => Assert.Equal("no sarcopenia by strength", Ewgsop(new() { Sex = "M", GripKg = 40, AsmKg = 15, HeightM = 1.8, GaitSpeedMs = 0.5 }));

    [Fact]
    public void Confirmed_and_severe_follow_mass_and_performance()
    {
        var weak = new SubjectRecord { Sex = "F", GripKg = 12, AsmKg = 14, HeightM = 1.7 };
        Assert.Equal("sarcopenia", Ewgsop(weak));
        Assert.Equal("sarcopenia", Ewgsop(weak with { GaitSpeedMs = 0.81, Sppb = 9 }));
        Assert.Equal("severe sarcopenia", Ewgsop(weak with { GaitSpeedMs = 0.8 }));
        Assert.Equal("severe sarcopenia", Ewgsop(weak with { Walk400mCompleted = false }));
        Assert.Equal("probable sarcopenia, muscle mass not low", Ewgsop(weak with { AsmKg = 20 }));
    }

    [Fact]
    public void Nothing_known_is_not_assessable_and_a_low_questionnaire_rules_nothing_out()
    {
        Assert.Equal("not assessable", Ewgsop(new()));
        Assert.Equal("not assessable", Ewgsop(new() { SarcF = 0 }));
        Assert.Equal("not assessable", Ewgsop(new() { GripKg = 10 }));
        Assert.Equal("probable sarcopenia", Ewgsop(new() { Sex = "M", GripKg = 10, SarcF = 0 }));
    }

    [Fact]
    public void CT_informs_the_confirming_step_and_decides_nothing()
    {
        var low = new CutOffResult("x", "c", "p", "SMI", 20, 50, "cm2/m2", "<", "low", null);
        var path = Ewgsop2.Decide(new() { Sex = "M", GripKg = 10 }, [low, low with { State = "not low" }]);
        Assert.Equal("probable sarcopenia", path.Outcome);
        var step = path.Steps.Single(s => s.Name.Contains("CT", StringComparison.Ordinal));
        Assert.Equal("for information", step.State);
        Assert.Contains("1 of 2", step.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(27.9, 1.0, "possible sarcopenia")]
    [InlineData(28.0, 0.99, "possible sarcopenia")]
    [InlineData(28.0, 1.0, "no possible sarcopenia")]
    [InlineData(28.0, null, "not assessable")]
    public void The_asian_consensus_takes_strength_or_performance(double gripKg, double? gait, string outcome) =>
        Assert.Equal(outcome, Awgs(new() { Sex = "M", GripKg = gripKg, GaitSpeedMs = gait }));

    [Fact]
    public void Low_mass_with_both_is_severe_with_one_is_not()
    {
        var person = new SubjectRecord { Sex = "M", GripKg = 20, AsmKg = 18, HeightM = 1.75 };
        Assert.Equal("sarcopenia", Awgs(person));
        Assert.Equal("severe sarcopenia", Awgs(person with { GaitSpeedMs = 0.9 }));
    }

    [Theory]
    [InlineData("DXA", "possible sarcopenia, muscle mass not low")]
    [InlineData("BIA", "sarcopenia")]
    [InlineData(null, "possible sarcopenia")]
    public void The_womans_mass_limit_depends_on_the_method(string? method, string outcome) =>
        Assert.Equal(outcome, Awgs(new() { Sex = "F", GripKg = 10, AsmKg = 5.5, HeightM = 1, AsmMethod = method }));

    [Fact]
    public void Weakness_and_slowness_make_SDOC()
    {
        Assert.Equal("sarcopenia", Sdoc2020.Decide(new() { Sex = "M", GripKg = 35.4, GaitSpeedMs = 0.79 }).Outcome);
        Assert.Equal("no sarcopenia", Sdoc2020.Decide(new() { Sex = "M", GripKg = 36 }).Outcome);
        Assert.Equal("not assessable", Sdoc2020.Decide(new() { GaitSpeedMs = 0.5 }).Outcome);
    }
}
