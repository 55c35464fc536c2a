using System.Collections.Immutable;
using CsCheck;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Composition;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tests.Analyses;

public sealed class QuantifierTests
{
    const double Exact = 1e-9;

    static readonly string[] EveryOrientation = [.. from a in new[] { "LR", "PA", "SI" } from b in new[] { "LR", "PA", "SI" } from c in new[] { "LR", "PA", "SI" }
                                                    where a != b && b != c && a != c from x in a from y in b from z in c select $"{x}{y}{z}"];

    [Fact]
    public void Every_number_of_a_complete_scan_is_there()
    {
        var analysis = new Trunk().Analyse();
        Assert.Empty(analysis.Measurements.Where(m => m.Value is null).Select(m => $"{m.Id} {m.Group} {m.Side}: {m.Reason}"));
        Assert.DoesNotContain(analysis.Quality, q => q.State == QualityState.Fail);
        Assert.Equal(19, analysis.Level.SliceK);
    }

    [Fact]
    public void Areas_and_densities_are_those_of_the_counted_pixels()
    {
        var analysis = new Trunk().Analyse();
        const double pixelCm2 = 0.16;

        // Paravertebral: 12×8 pixels a side, one of the 8 rows (j = 40) is fat at −60 HU, the others are 50 HU.
        Assert.Equal(2 * 96 * pixelCm2, analysis.Value("CSA", "paravertebral"), Exact);
        Assert.Equal(2 * 84 * pixelCm2, analysis.Value("SMA", "paravertebral"), Exact);
        Assert.Equal(2 * 12 * pixelCm2, analysis.Value("IMAT", "paravertebral"), Exact);
        Assert.Equal(50, analysis.Value("SMRA", "paravertebral"), Exact);
        Assert.Equal(((84 * 50) + (12 * -60)) / 96.0, analysis.Value("COMPARTMENT_HU", "paravertebral"), Exact);
        Assert.Equal(0, analysis.Value("LAMA_PERCENT", "paravertebral"), Exact);
        Assert.Equal(analysis.Value("SMA") / (1.75 * 1.75), analysis.Value("SMI"), Exact);
        Assert.Equal(analysis.Value("SMI") * 50, analysis.Value("SMG"), 1e-6);
        Assert.Equal(2 * 35 * pixelCm2 / (1.75 * 1.75), analysis.Value("PMI", "psoas"), Exact);
        Assert.Equal(2 * 16 * pixelCm2, analysis.Value("IMAT_INTER"), Exact);
        Assert.Equal(analysis.Value("IMAT_INTRA") + analysis.Value("IMAT_INTER"), analysis.Value("IMAT"), Exact);
        Assert.Equal(30 * 2 * 84 * 0.08, analysis.Value("MUSCLE_VOLUME", "paravertebral", level: "L1-L5"), Exact);
        Assert.Equal(52 * 42 * pixelCm2, analysis.Value("BODY_AREA", "body"), 4 * pixelCm2);
    }

    [Fact]
    public void The_two_windows_of_visceral_fat_are_told_apart()
    {
        var trunk = new Trunk();
        trunk.Box(14, 28, 16, 18, 0, Trunk.K, ProductLabels.VisceralFat, -170);
        var analysis = trunk.Analyse();
        Assert.Equal(28 * 0.16, analysis.Value("VAT_BOA", "visceral_fat") - analysis.Value("VAT", "visceral_fat"), Exact);
        Assert.Equal((-150, -50), (analysis.Row("VAT", "visceral_fat").WindowHu!.Low, analysis.Row("VAT", "visceral_fat").WindowHu!.High));
    }

    [Fact]
    public void Both_bounds_of_a_window_belong_to_it()
    {
        foreach (var (hu, inside) in new[] { ((short)-30, false), ((short)-29, true), ((short)150, true), ((short)151, false) })
        {
            var trunk = new Trunk();
            var before = trunk.Analyse().Value("SMA", "psoas", "right");
            trunk.Box(22, 23, 27, 28, 19, 20, ProductLabels.PsoasRight, hu);
            Assert.Equal(inside ? before : before - 0.16, trunk.Analyse().Value("SMA", "psoas", "right"), Exact);
        }
    }

    [Fact]
    public void The_two_sides_add_up_to_both()
    {
        var analysis = new Trunk().Analyse();
        foreach (var row in analysis.Measurements.Where(m => m is { Side: "both", Unit: "cm2", Id: "CSA" or "SMA" or "LAMA" or "NAMA" }))
        {
            Assert.Equal(row.Value!.Value, analysis.Value(row.Id, row.Group, "left") + analysis.Value(row.Id, row.Group, "right"), Exact);
        }
    }

    [Fact]
    public void Flips_and_permutations_of_the_axes_change_no_number()
    {
        var request = new Trunk().Request();
        var expected = Quantifier.Run(request);
        Gen.Int[0, EveryOrientation.Length - 1].Select(n => EveryOrientation[n]).Sample(
            axes =>
            {
                var turned = Quantifier.Run(request with
                {
                    Scan = request.Scan with { Hu = request.Scan.Hu.ToAxes(axes) },
                    Labels = request.Labels with { Voxels = request.Labels.Voxels.ToAxes(axes) },
                });
                Assert.Equal(expected.Measurements.ToArray(), turned.Measurements.ToArray());
                Assert.Equal(expected.Level.SliceK, turned.Level.SliceK);
                Assert.Equal(axes.Contains('S') ? 19 : Trunk.K - 1 - 19, turned.Level.FileSliceIndex);
            },
            iter: 24);
    }

    [Fact]
    public void Areas_grow_with_the_square_of_the_spacing_and_volumes_with_its_cube() => Gen.Double[0.3, 1.1].Sample(
        s =>
        {
            var (small, whole) = (new Trunk { Spacing = new(4 * s, 4 * s, 5 * s) }.Analyse(), new Trunk().Analyse());
            Assert.Equal(whole.Value("SMA") * s * s, small.Value("SMA"), 1e-6);
            Assert.Equal(whole.Value("SMRA"), small.Value("SMRA"), Exact);
            Assert.Equal(whole.Value("MUSCLE_VOLUME", level: "L1-L5") * s * s * s, small.Value("MUSCLE_VOLUME", level: "L1-L5"), 1e-6);
        },
        iter: 8);

    [Fact]
    public void A_constant_added_to_every_HU_moves_the_mean_of_the_whole_compartment_by_it() => Gen.Int[-15, 15].Sample(
        shift =>
        {
            var trunk = new Trunk();
            var before = trunk.Analyse();
            for (var n = 0; n < trunk.Hu.Length; n++)
            {
                trunk.Hu[n] += (short)shift;
            }

            Assert.Equal(before.Value("COMPARTMENT_HU", "paravertebral") + shift, trunk.Analyse().Value("COMPARTMENT_HU", "paravertebral"), Exact);
        },
        iter: 8);

    [Fact]
    public void Other_numbers_for_the_same_labels_change_nothing()
    {
        var trunk = new Trunk();
        var expected = trunk.Analyse();
        var set = new LabelSet("turned-1", Trunk.Set.Labels.Select(l => l with { Value = (ushort)(1000 - l.Value) }));
        var other = new Trunk { LabelSet = set };
        for (var n = 0; n < other.Labels.Length; n++)
        {
            other.Labels[n] = other.Labels[n] == 0 ? (ushort)0 : (ushort)(1000 - other.Labels[n]);
        }

        Assert.Equal(expected.Measurements.ToArray(), other.Analyse().Measurements.ToArray());
    }

    [Fact]
    public void The_mean_of_several_slices_is_the_mean_of_their_numbers()
    {
        var trunk = new Trunk();
        trunk.Box(16, 28, 38, 46, 20, 21, ProductLabels.OtherTissue, 40);
        var mean = Quantifier.Run(trunk.Request() with { SliceRule = SliceRule.MeanAround(1) });
        Assert.Equal((((2 * 84) + (2 * 84) + 84) / 3.0) * 0.16, mean.Value("SMA", "paravertebral"), Exact);
        Assert.Contains("mean of 3 slices", mean.Row("SMA").Rule, StringComparison.Ordinal);
        var whole = Quantifier.Run(trunk.Request() with { SliceRule = SliceRule.WholeVertebra });
        Assert.Equal(whole.Value("SMA", "paravertebral"), whole.Value("SMA_VERTEBRA", "paravertebral"), Exact);
    }

    [Fact]
    public void A_slice_given_by_the_user_is_taken_in_the_files_own_count_and_named_by_its_vertebra()
    {
        var request = new Trunk().Request();
        var flipped = request with
        {
            Scan = request.Scan with { Hu = request.Scan.Hu.ToAxes("LPI") },
            Labels = request.Labels with { Voxels = request.Labels.Voxels.ToAxes("LPI") },
            Level = LevelRequest.AtFileSlice(Trunk.K - 1 - 13),
        };
        var level = Quantifier.Run(flipped).Level;
        Assert.Equal(("L4", 13, Trunk.K - 1 - 13), (level.Name, level.SliceK, level.FileSliceIndex));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantifier.Run(request with { Level = LevelRequest.AtFileSlice(Trunk.K) }));
    }

    [Fact]
    public void A_level_that_is_not_in_the_scan_leaves_every_number_of_it_empty_with_the_reason()
    {
        var analysis = new Trunk().Relabel(ProductLabels.VertebraL3, ProductLabels.OtherTissue).Analyse();
        Assert.False(analysis.IsMeasured);
        Assert.Null(analysis.Level.FileSliceIndex);
        Assert.All(analysis.Measurements.Where(m => m.Level == "L3"), m => Assert.True(m.Value is null && m.Reason!.Contains("has no L3", StringComparison.Ordinal)));
        Assert.All(analysis.CutOffs, c => Assert.NotEqual("low", c.State));
    }

    [Fact]
    public void A_found_level_is_taken_as_it_is()
    {
        var analysis = Quantifier.Run(new Trunk().Request() with { Level = LevelRequest.Found(new("L3", 18, "from the image", 0.8, "by the spine", 16, 21)) });
        Assert.Equal((18, "from the image", 0.8), (analysis.Level.SliceK, analysis.Level.Rule, analysis.Level.Confidence));
    }

    /// <summary>Every input that may be missing, and which values then must be empty while all others stay.</summary>
    public static TheoryData<string, string[]> Missing => new()
    {
        { "height", ["SMI", "SMG", "PMI", "SMI_VERTEBRA", "SMI_3D"] },
        { "subcutaneous_fat", ["SAT", "VAT_SAT_RATIO", "SAT_VOLUME"] },
        { "visceral_fat", ["VAT", "VAT_BOA", "VAT_SAT_RATIO", "VAT_VOLUME", "VAT_BOA_VOLUME"] },
        { "T12", ["MUSCLE_VOLUME", "COMPARTMENT_VOLUME", "IMAT_VOLUME", "MUSCLE_VOLUME_HU", "SAT_VOLUME", "VAT_VOLUME", "VAT_BOA_VOLUME"] },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_is_missing_empties_what_needs_it_and_nothing_else(string missing, string[] ids)
    {
        var trunk = new Trunk();
        var request = missing switch
        {
            "height" => trunk.Request() with { Subject = Trunk.Person with { HeightM = null } },
            "subcutaneous_fat" => trunk.Relabel(ProductLabels.SubcutaneousFat, ProductLabels.OtherTissue).Request(),
            "visceral_fat" => trunk.Relabel(ProductLabels.VisceralFat, ProductLabels.OtherTissue).Request(),
            _ => trunk.Relabel(Trunk.T12, ProductLabels.Bone).Request(),
        };
        var rows = Quantifier.Run(request).Measurements.Where(m => m.Value is null).ToArray();
        Assert.Equal(ids.Order(), rows.Select(r => r.Id).Distinct().Order());
        Assert.All(rows, r => Assert.False(string.IsNullOrWhiteSpace(r.Reason)));
    }

    [Theory]
    [InlineData(ProductLabels.AbdominalWallLeft)]
    [InlineData(ProductLabels.ParavertebralRight)]
    [InlineData(ProductLabels.PsoasLeft)]
    public void Without_one_of_its_muscles_the_whole_is_not_a_smaller_number_but_none(ushort label)
    {
        var analysis = new Trunk().Relabel(label, ProductLabels.OtherTissue).Analyse();
        Assert.Null(analysis.Row("SMA").Value);
        Assert.Contains(ProductLabels.Set.Find(label)!.Name, analysis.Row("SMA").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_muscle_drawn_elsewhere_but_not_at_the_level_is_not_zero()
    {
        var trunk = new Trunk();
        trunk.Box(0, Trunk.I, 12, 34, Trunk.L3First, Trunk.L3Last + 1, 0, 40);
        var analysis = trunk.Analyse();
        Assert.Null(analysis.Row("SMA", "abdominal_wall").Value);
        Assert.Null(analysis.Row("SMA").Value);
    }

    [Fact]
    public void Fat_that_was_looked_for_and_is_absent_is_zero()
    {
        var trunk = new Trunk();
        trunk.Box(14, 50, 16, 24, 19, 20, ProductLabels.OtherTissue, 40);
        Assert.Equal(0, trunk.Analyse().Value("VAT", "visceral_fat"));
    }

    [Fact]
    public void Every_value_is_finite_or_has_a_reason_whatever_labels_are_there() => Gen.Select(Gen.UShort[0, 60].Array[Trunk.Set.Labels.Length], Gen.Bool, Gen.Bool).Sample(
        (values, hasSex, hasHeight) =>
        {
            var trunk = new Trunk();
            for (var n = 0; n < values.Length; n++)
            {
                trunk.Relabel(Trunk.Set.Labels[n].Value, values[n]);
            }

            var analysis = Quantifier.Run(trunk.Request() with { Subject = new() { Sex = hasSex ? "F" : null, HeightM = hasHeight ? 1.6 : null } });
            Assert.All(analysis.Measurements, m => Assert.True(m.Value is { } v ? double.IsFinite(v) && m.Reason is null : !string.IsNullOrEmpty(m.Reason)));
        },
        iter: 40);

    [Fact]
    public void A_label_map_on_another_grid_is_refused_with_a_remedy_and_a_hair_is_tolerated()
    {
        var request = new Trunk().Request();
        LabelMap Moved(double mm) => request.Labels with { Voxels = request.Labels.Voxels.On(new(request.Labels.Shape, request.Labels.Grid.Spacing, request.Labels.Grid.Origin + new PatientPoint(mm, 0, 0), request.Labels.Grid.Orientation)) };
        Assert.True(Quantifier.Run(request with { Labels = Moved(0.04) }).IsMeasured);
        var refused = Assert.Throws<UnreadableImageException>(() => Quantifier.Run(request with { Labels = Moved(3) }));
        Assert.Contains("Resample the labels", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_definition_of_every_group_is_stored_and_paths_are_not()
    {
        var analysis = new Trunk().Analyse();
        Assert.Equal(["paravertebral_left", "paravertebral_right"], analysis.Provenance.Groups["paravertebral"].ToArray());
        Assert.Equal("trunk.nii.gz", analysis.Scan.File);
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Quantifier.Run(new Trunk().Request(), cancelled.Token));
    }
}
