using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.CutOffs;

namespace DeepAnatomy.Sarcopenia.Tests.CutOffs;

public sealed class CutOffTests
{
    /// <summary>Height 2 m, so that the BMI is a quarter of the weight.</summary>
    static SubjectRecord Person(string? sex, double? bmi, double? age = 55) => new() { Sex = sex, HeightM = bmi is null ? null : 2, WeightKg = bmi * 4, AgeYears = age };

    static CutOffResult Apply(string set, string id, double? value, SubjectRecord subject, string level = "L3", string group = "skeletal_muscle")
    {
        var unit = id switch { "SMRA" => "HU", "SMA" or "IMAT" or "VAT" => "cm2", _ => "cm2/m2" };
        var row = new Measurement(id, group, "both", level, value, unit, null, "test", value is null ? "the body height is not known" : null, "S0");
        return CutOffTable.Apply(CutOffLibrary.BuiltIn, [row], subject, level).Single(r => r.SetId == set && r.MeasurementId == id);
    }

    [Theory]
    [InlineData("M", 24.9, 43.0)]
    [InlineData("M", 25.0, 53.0)]
    [InlineData("F", 22.0, 41.0)]
    [InlineData("F", 31.0, 41.0)]
    public void Martins_53_is_for_men_from_BMI_25_only(string sex, double bmi, double limit)
    {
        Assert.Equal(limit, Apply("martin-2013", "SMI", 50, Person(sex, bmi)).Threshold);
        Assert.Equal(limit == 53 ? "low" : "not low", Apply("martin-2013", "SMI", 50, Person(sex, bmi)).State);
    }

    [Theory]
    [InlineData("M", 24.9, 41)]
    [InlineData("F", 25, 33)]
    public void Martins_attenuation_depends_on_BMI_and_not_on_sex(string sex, double bmi, double limit) =>
        Assert.Equal(limit, Apply("martin-2013", "SMRA", 35, Person(sex, bmi)).Threshold);

    [Fact]
    public void A_woman_needs_no_BMI_for_Martins_index_and_a_man_does()
    {
        Assert.Equal("low", Apply("martin-2013", "SMI", 40, Person("F", null)).State);
        Assert.Equal("not assessable", Apply("martin-2013", "SMI", 40, Person("M", null)).State);
    }

    [Theory]
    [InlineData("M", 52.4)]
    [InlineData("F", 38.5)]
    public void Prados_limits_are_by_sex_and_for_obesity_only(string sex, double limit)
    {
        Assert.Equal(limit, Apply("prado-2008", "SMI", 45, Person(sex, 30)).Threshold);
        Assert.Equal("not applicable", Apply("prado-2008", "SMI", 45, Person(sex, 29.9)).State);
    }

    [Fact]
    public void A_missing_height_is_not_an_index_of_zero()
    {
        var results = CutOffTable.Apply(CutOffLibrary.BuiltIn, [new("SMI", "skeletal_muscle", "both", "L3", null, "cm2/m2", null, "test", "the body height is not known", "S3")], Person("M", null), "L3");
        Assert.All(results.Where(r => r.MeasurementId == "SMI"), r => Assert.True(r.State is "not assessable" or "not applicable" && r.Reason is not null));
    }

    [Fact]
    public void An_unknown_sex_is_not_assessable() => Assert.Contains("sex", Apply("derstine-2018", "SMI", 30, Person(null, 25)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("derstine-2018", 45.4, "not low")]
    [InlineData("mourtzakis-2008", 55.4, "low")]
    public void Below_and_at_most_are_told_apart_at_the_limit(string set, double value, string state) =>
        Assert.Equal(state, Apply(set, "SMI", value, Person("M", 25)).State);

    [Theory]
    [InlineData("M", 29.9, 24.9, 42.5)]
    [InlineData("M", 70, 34.9, 46.7)]
    [InlineData("F", 45, 17, 28.8)]
    [InlineData("F", 65, 27, 31.4)]
    public void Percentiles_are_looked_up_by_age_and_BMI(string sex, double age, double bmi, double limit) =>
        Assert.Equal(limit, Apply("van-der-werf-2018-age-bmi", "SMI", 40, Person(sex, bmi, age)).Threshold);

    [Theory]
    [InlineData(19, 24)]
    [InlineData(80, 24)]
    [InlineData(50, 35)]
    public void Outside_its_table_a_percentile_does_not_apply(double age, double bmi) =>
        Assert.Equal("not applicable", Apply("van-der-werf-2018-age-bmi", "SMI", 40, Person("M", bmi, age)).State);

    [Fact]
    public void Two_sets_of_one_name_stand_side_by_side() =>
        Assert.Equal((41.6, 43.1), (Apply("van-der-werf-2018", "SMI", 42, Person("M", 25)).Threshold, Apply("van-der-werf-2018-uke", "SMI", 42, Person("M", 25)).Threshold));

    [Fact]
    public void Limits_of_another_level_do_not_apply() => Assert.Equal("not applicable", Apply("t12-china-2021", "SMI", 20, Person("M", 25)).State);

    [Fact]
    public void Another_contrast_phase_is_told_and_the_state_stands()
    {
        var result = Apply("derstine-2018", "SMRA", 30, Person("M", 25) with { Phase = "portal venous" });
        Assert.Equal("low", result.State);
        Assert.Contains("native", result.Reason, StringComparison.Ordinal);
        Assert.Null(Apply("derstine-2018", "SMRA", 30, Person("M", 25) with { Phase = "native" }).Reason);
    }

    [Fact]
    public void High_values_of_fat_are_the_notable_ones()
    {
        Assert.Equal("high", Apply("visceral-obesity-100", "VAT", 100.1, Person("F", 25), group: "visceral_fat").State);
        Assert.Equal("not high", Apply("visceral-obesity-100", "VAT", 100, Person("F", 25), group: "visceral_fat").State);
    }

    [Fact]
    public void Every_set_says_whence_it_is_and_secondary_sources_are_marked()
    {
        Assert.All(CutOffLibrary.BuiltIn.Sets, s => Assert.False(string.IsNullOrWhiteSpace(s.Citation) || string.IsNullOrWhiteSpace(s.Population)));
        Assert.Equal("secondary", CutOffLibrary.BuiltIn.Sets.Single(s => s.Id == "martin-2013").Source);
        Assert.Equal("code", CutOffLibrary.BuiltIn.Sets.Single(s => s.Id == "van-der-werf-2018-uke").Source);
    }

    [Fact]
    public void A_users_file_adds_and_replaces()
    {
        const string json = """{"version":1,"sets":[{"id":"ours","name":"Ours","citation":"c","population":"p","level":"L3","kind":"k","source":"primary","rules":[{"measurement":"SMI","group":"skeletal_muscle","unit":"cm2/m2","comparison":"<","threshold":50}]}]}""";
        var merged = CutOffLibrary.BuiltIn.With(CutOffLibrary.Parse(json));
        Assert.Equal(CutOffLibrary.BuiltIn.Sets.Length + 1, merged.Sets.Length);
        Assert.Equal(merged.Sets.Length, merged.With(CutOffLibrary.Parse(json)).Sets.Length);
    }

    [Fact]
    public void All_problems_of_a_users_file_are_told_at_once()
    {
        const string json = """{"version":1,"sets":[{"id":"x","name":"X","citation":"c","population":"p","level":"L3","kind":"k","source":"hearsay","rules":[{"measurement":"SMI","group":"g","unit":"u","comparison":"~","threshold":1,"sex":"X"},{"measurement":"SMI","group":"g","unit":"u","comparison":"<","threshold":1}]}]}""";
        var message = Assert.Throws<FormatException>(() => CutOffLibrary.Parse(json)).Message;
        Assert.Equal(4, message.Split('\n').Length);
        Assert.Throws<FormatException>(() => CutOffLibrary.Parse("""{"version":1,"sets":[],"verdict":true}"""));
    }
}
