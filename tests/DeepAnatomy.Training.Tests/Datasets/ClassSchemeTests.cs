using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Tests.Datasets;

public class ClassSchemeTests
{
    static ClassScheme Build(LabelSet set, params ClassSetting[] classes)
    {
        List<string> problems = [];
        return ClassScheme.Build(set, classes, problems) ?? throw new InvalidOperationException(string.Join("; ", problems));
    }

    static List<string> Problems(LabelSet set, params ClassSetting[] classes)
    {
        List<string> problems = [];
        Assert.Null(ClassScheme.Build(set, classes, problems));
        return problems;
    }

    [Fact]
    public void Every_label_is_a_class_unless_classes_are_named()
    {
        var scheme = Build(ProductLabels.Set);
        Assert.Equal(21, scheme.Count);
        Assert.Equal("background", scheme.Names[0]);
        Assert.Equal(scheme.Names.IndexOf("psoas_left"), scheme.CodeOf(ProductLabels.PsoasLeft));
    }

    [Fact]
    public void A_class_may_join_labels_and_groups()
    {
        var scheme = Build(ProductLabels.Set, new() { Name = "psoas" }, new() { Name = "fat", Labels = ["subcutaneous_fat", "visceral_fat"] });
        Assert.Equal(1, scheme.CodeOf(ProductLabels.PsoasLeft));
        Assert.Equal(1, scheme.CodeOf(ProductLabels.PsoasRight));
        Assert.Equal(2, scheme.CodeOf(ProductLabels.VisceralFat));
        Assert.Equal(0, scheme.CodeOf(ProductLabels.Bone));
        Assert.False(scheme.Sides.HasSides);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_the_nearest_name()
    {
        var problems = Problems(ProductLabels.Set, new() { Name = "psoas_lfet" }, new() { Name = "bone" }, new() { Name = "b", Labels = ["bone"] }, new() { Name = "background", Labels = ["psoas_right"] });
        Assert.Contains(problems, p => p.Contains("'psoas_left'"));
        Assert.Contains(problems, p => p.Contains("several classes"));
        Assert.Contains(problems, p => p.Contains("a name of its own"));
    }

    [Fact]
    public void Marks_of_sparse_annotation_are_no_classes()
    {
        var scheme = Build(SmallPatients.Set);
        Assert.Equal(["background", "psoas_left", "psoas_right"], scheme.Names.ToArray());
        Assert.Equal(VoxelCode.Undefined, scheme.CodeOf(SmallPatients.Undefined));
        Assert.Equal(VoxelCode.UncertainWithoutGuess, scheme.CodeOf(SmallPatients.Uncertain));
    }

    [Fact]
    public void Zero_is_undefined_where_background_has_a_value_of_its_own()
    {
        var scheme = Build(new("annotation-1", [new(1, "background"), new(2, "psoas")]));
        Assert.Equal(VoxelCode.Undefined, scheme.CodeOf(0));
        Assert.Equal(0, scheme.CodeOf(1));
        Assert.Equal(1, scheme.CodeOf(2));
    }

    [Fact]
    public void Mirroring_swaps_the_classes_of_left_and_right()
    {
        var sides = Build(ProductLabels.Set, new() { Name = "psoas_left" }, new() { Name = "bone" }, new() { Name = "psoas_right" }).Sides;
        Assert.True(sides.HasSides);
        Assert.Null(sides.Obstacle);
        Assert.Equal(3, sides.MirroredCodes[1]);
        Assert.Equal(2, sides.MirroredCodes[2]);
        Assert.Equal(VoxelCode.Uncertain(1), sides.MirroredCodes[VoxelCode.Uncertain(3)]);
        Assert.Equal(VoxelCode.Undefined, sides.MirroredCodes[VoxelCode.Undefined]);
    }

    [Fact]
    public void Half_of_a_pair_cannot_be_mirrored()
    {
        var sides = Build(ProductLabels.Set, new ClassSetting { Name = "psoas_left" }).Sides;
        Assert.True(sides.HasSides);
        Assert.Contains("psoas_left", sides.Obstacle);
    }

    [Theory]
    [InlineData("rib_left_5", "rib_right_5")]
    [InlineData("Psoas-Right", "Psoas-Left")]
    [InlineData("leftover", "leftover")]
    [InlineData("bone", "bone")]
    [InlineData("left_", "right_")]
    public void Sides_are_words_of_a_name(string name, string mirrored) => Assert.Equal(mirrored, SideNames.Mirrored(name));
}
