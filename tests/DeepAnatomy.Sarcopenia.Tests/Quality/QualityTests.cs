using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Tests.Analyses;

namespace DeepAnatomy.Sarcopenia.Tests.Quality;

public sealed class QualityTests
{
    [Fact]
    public void Numbers_that_are_not_hounsfield_units_withhold_everything()
    {
        var trunk = new Trunk();
        for (var n = 0; n < trunk.Hu.Length; n++)
        {
            trunk.Hu[n] = (short)(trunk.Hu[n] + 1024);
        }

        var analysis = trunk.Analyse();
        Assert.All(analysis.Measurements, m => Assert.Null(m.Value));
        Assert.Contains(analysis.Quality, q => q.State == QualityState.Fail && q.Id == "hu-scale");
    }

    [Fact]
    public void A_muscle_label_on_fat_withholds_that_group()
    {
        var trunk = new Trunk();
        trunk.Box(22, 27, 27, 34, 0, Trunk.K, ProductLabels.PsoasRight, -84);
        trunk.Box(37, 42, 27, 34, 0, Trunk.K, ProductLabels.PsoasLeft, -84);
        var analysis = trunk.Analyse();
        Assert.Equal(QualityState.Fail, analysis.State("label-swap"));
        Assert.Null(analysis.Row("SMA", "psoas").Value);
        Assert.Contains("−84", analysis.Row("SMA", "psoas").Reason, StringComparison.Ordinal);
        Assert.NotNull(analysis.Row("SMA", "paravertebral").Value);
    }

    [Fact]
    public void A_fat_label_on_muscle_withholds_the_fat()
    {
        var trunk = new Trunk();
        trunk.Box(14, 50, 16, 24, 0, Trunk.K, ProductLabels.VisceralFat, 40);
        var analysis = trunk.Analyse();
        Assert.Equal(QualityState.Fail, analysis.State("label-swap"));
        Assert.Null(analysis.Row("VAT", "visceral_fat").Value);
        Assert.NotNull(analysis.Row("SAT", "subcutaneous_fat").Value);
    }

    [Fact]
    public void Left_and_right_swapped_withholds_the_sides_and_keeps_both()
    {
        var analysis = new Trunk().Swap(ProductLabels.PsoasLeft, ProductLabels.PsoasRight).Analyse();
        Assert.Equal(QualityState.Fail, analysis.State("left-right"));
        Assert.Null(analysis.Row("SMA", "psoas", "left").Value);
        Assert.NotNull(analysis.Row("SMA", "psoas").Value);
    }

    [Fact]
    public void A_map_whose_values_belong_to_no_label_is_recognised()
    {
        var trunk = new Trunk();
        for (var n = 0; n < trunk.Labels.Length; n++)
        {
            trunk.Labels[n] += 1024;
        }

        var analysis = trunk.Analyse();
        Assert.Equal(QualityState.Fail, analysis.State("label-encoding"));
        Assert.False(analysis.IsMeasured);
    }

    [Fact]
    public void A_body_at_the_edge_withholds_waist_and_subcutaneous_fat_but_not_muscle()
    {
        var trunk = new Trunk();
        trunk.Box(0, 6, 20, 40, 0, Trunk.K, ProductLabels.SubcutaneousFat, -100);
        var analysis = trunk.Analyse();
        Assert.Equal((QualityState.Fail, QualityState.Fail, QualityState.Pass), (analysis.State("fov-body"), analysis.State("fov-subcutaneous"), analysis.State("fov-muscle")));
        Assert.Null(analysis.Row("WAIST", "body").Value);
        Assert.Null(analysis.Row("SAT", "subcutaneous_fat").Value);
        Assert.NotNull(analysis.Row("SMA").Value);
    }

    [Fact]
    public void Muscle_at_the_edge_withholds_its_groups()
    {
        var trunk = new Trunk();
        trunk.Box(0, 14, 20, 24, 0, Trunk.K, ProductLabels.AbdominalWallRight, 50);
        var analysis = trunk.Analyse();
        Assert.Equal(QualityState.Fail, analysis.State("fov-muscle"));
        Assert.Null(analysis.Row("SMA").Value);
        Assert.Null(analysis.Row("SMA", "abdominal_wall", "left").Value);
        Assert.NotNull(analysis.Row("SMA", "psoas").Value);
    }

    [Fact]
    public void Vertebrae_out_of_order_withhold_the_level_and_a_gap_warns()
    {
        var swapped = new Trunk().Swap(ProductLabels.VertebraL3, ProductLabels.VertebraL2).Analyse();
        Assert.Equal(QualityState.Fail, swapped.State("vertebra-numbering"));
        Assert.Null(swapped.Row("SMA").Value);
        Assert.Equal(QualityState.Warn, new Trunk().Relabel(ProductLabels.VertebraL2, ProductLabels.Bone).Analyse().State("vertebra-numbering"));
    }

    [Fact]
    public void A_vertebra_cut_by_the_end_of_the_scan_withholds_its_level()
    {
        var analysis = Quantifier.Run(new Trunk().Relabel(ProductLabels.VertebraL3, ProductLabels.Bone).Relabel(ProductLabels.VertebraL5, ProductLabels.VertebraL3).Relabel(ProductLabels.VertebraL4, ProductLabels.Bone).Request() with
        {
            Level = DeepAnatomy.Sarcopenia.Analyses.LevelRequest.Found(new("L3", 2, "test", 1, "test", 0, 5)),
        });
        Assert.Equal(QualityState.Fail, analysis.State("level-coverage"));
        Assert.Null(analysis.Row("SMA").Value);
    }

    [Theory]
    [InlineData(3, 20)]
    [InlineData(3, 40)]
    public void A_tilted_stack_withholds_areas(double pixelMm, double degrees)
    {
        var trunk = new Trunk { Spacing = new(pixelMm, pixelMm, 5) };
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var grid = new Grid(trunk.Grid.Shape, trunk.Grid.Spacing, default, new(new(1, 0, 0), new(0, cos, sin), new(0, -sin, cos)));
        var request = trunk.Request();
        var analysis = Quantifier.Run(request with { Scan = request.Scan with { Hu = request.Scan.Hu.On(grid) }, Labels = request.Labels with { Voxels = request.Labels.Voxels.On(grid) } });
        Assert.Equal(QualityState.Fail, analysis.State("orientation"));
        Assert.Null(analysis.Row("SMA").Value);
    }

    [Fact]
    public void Thick_slices_warn_and_very_thick_ones_withhold_volumes()
    {
        Assert.Equal(QualityState.Warn, new Trunk { Spacing = new(4, 4, 7) }.Analyse().State("slice-spacing"));
        var thick = new Trunk { Spacing = new(4, 4, 12) }.Analyse();
        Assert.Equal(QualityState.Fail, thick.State("slice-spacing"));
        Assert.Null(thick.Row("MUSCLE_VOLUME", level: "L1-L5").Value);
        Assert.NotNull(thick.Row("SMA").Value);
    }

    [Fact]
    public void Metal_and_noise_are_told()
    {
        var trunk = new Trunk();
        trunk.Box(30, 34, 30, 34, 19, 20, ProductLabels.VertebraL3, 3000);
        Assert.Equal(QualityState.Warn, trunk.Analyse().State("metal"));
        var noisy = new Trunk();
        for (var n = 0; n < noisy.Hu.Length; n++)
        {
            noisy.Hu[n] += (short)(n % 2 == 0 ? 60 : -40);
        }

        Assert.Equal(QualityState.Warn, noisy.Analyse().State("noise"));
    }

    [Fact]
    public void Every_finding_speaks_both_languages() =>
        Assert.All(new Trunk().Analyse().Quality, q => Assert.True(q.Text.EndsWith('.') && q.TextDe.EndsWith('.') && q.Text != q.TextDe));
}
