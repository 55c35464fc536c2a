using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Tests.Analyses;

public sealed class SubjectPlausibilityTests
{
    [Fact]
    public void A_height_in_centimetres_is_refused_with_the_metres_to_write()
    {
        var problem = Assert.Single(SubjectPlausibility.Check(new() { HeightM = 170 }));
        Assert.Equal("height-m: 170 m is not a body height; it looks like centimetres: write 1.70.", problem.ToString());
    }

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(["sex", "height-m", "age", "grip-kg"], SubjectPlausibility.Check(new() { Sex = "X", HeightM = double.NaN, AgeYears = 300, GripKg = -1 }).Select(p => p.Path));

    [Fact]
    public void A_swapped_height_and_weight_show_in_the_BMI() =>
        Assert.NotEmpty(SubjectPlausibility.Check(new() { HeightM = 0.8, WeightKg = 170 }));

    [Fact]
    public void A_plausible_or_unknown_person_has_no_problem()
    {
        Assert.Empty(SubjectPlausibility.Check(Trunk.Person));
        Assert.Empty(SubjectPlausibility.Check(new()));
    }

    [Fact]
    public void An_impossible_person_stops_the_quantification() =>
        Assert.Throws<ArgumentException>(() => Quantifier.Run(new Trunk().Request() with { Subject = new() { HeightM = 170 } }));

    [Fact]
    public void A_fact_of_the_file_that_cannot_be_true_is_left_out_with_a_warning()
    {
        var trunk = new Trunk { Facts = new() { HeightM = 170, WeightKg = 80, Sex = "F" } };
        var analysis = Quantifier.Run(trunk.Request() with { Subject = new() });
        Assert.Null(analysis.Subject.HeightM);
        Assert.Equal("DICOM", analysis.Subject.Sources["weightKg"]);
        Assert.Contains(analysis.Scan.Warnings, w => w.Contains("write 1.70", StringComparison.Ordinal));
    }
}
