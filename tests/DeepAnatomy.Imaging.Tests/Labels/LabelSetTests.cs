using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Labels;

public class LabelSetTests
{
    [Fact]
    public void The_file_of_the_products_own_labels_says_what_the_code_says()
    {
        var file = LabelSets.Find(ProductLabels.SetId)!;
        Assert.Equal(ProductLabels.Set.Labels.ToArray(), file.Labels.ToArray());
    }

    [ReferenceDataFact]
    public void The_reference_label_maps_are_recognised_or_called_ambiguous_never_wrong()
    {
        LabelSetRecognition Recognised(string name) => LabelSetRecognition.Recognise(ImageFile.ReadLabelMap(ReferenceData.Path(name)).Voxels);
        Assert.Equal("totalsegmentator-total-1", Recognised("ct-abdomen/labels_totalsegmentator_v1.nii.gz").Set?.Id);
        Assert.Equal("totalsegmentator-total-2", Recognised("ct-abdomen/labels_totalsegmentator_v2_reader_322a8bdf.nii.gz").Set?.Id);
        Assert.Contains(Recognised("ct-abdomen/tissues_k97-111.nii.gz").Set?.Id, new[] { null, "totalsegmentator-tissue-types" });
        Assert.Null(Recognised("annotation/SevenLabels.nrrd").Set);
    }

    [ReferenceDataFact]
    public void Names_in_the_header_extension_are_read()
    {
        var reading = ImageFile.ReadLabels(ReferenceData.Path("ct-abdomen/labels_totalsegmentator_v2_reader_322a8bdf.nii.gz"));

        // This file numbers its ribs in an order of its own: the names in the file win over every known set.
        Assert.Equal("in-file", reading.Map.Labels.Id);
        Assert.Equal("rib_right_3", reading.Map.Labels.Find(93)?.Name);
        Assert.Equal([86], LabelGroups.Default.Members("paravertebral", reading.Map.Labels, BodySide.Left).Values.ToArray());
        Assert.Equal(29, reading.Map.Labels.ValueOf("vertebrae_L3"));
    }

    [Fact]
    public void Every_embedded_group_names_labels_that_exist() => Assert.NotEmpty(LabelGroups.Default.With("""{"groups":{}}""").Names);

    [Fact]
    public void Groups_give_values_by_side_and_say_what_a_set_cannot()
    {
        var groups = LabelGroups.Default;
        Assert.Equal([3, 4], groups.Members("paravertebral", ProductLabels.Set).Values.ToArray());
        Assert.Equal([100], groups.Members("paravertebral", LabelSets.Find("totalsegmentator-total-1")!, BodySide.Left).Values.ToArray());
        Assert.Equal([20], groups.Members("vertebra_L3", LabelSets.Find("totalsegmentator-total-1")!).Values.ToArray());
        var wall = groups.Members("abdominal_wall", LabelSets.Find("totalsegmentator-total-2")!);
        Assert.False(wall.IsExpressible);
        Assert.Contains("no label of the abdominal wall", wall.Reason, StringComparison.Ordinal);
        Assert.Contains("iliacus", groups.Members("psoas", LabelSets.Find("totalsegmentator-total-2")!).Reason, StringComparison.Ordinal);
        Assert.Contains("paravertebral", Assert.Throws<ArgumentException>(() => groups.Members("paravertebrl", ProductLabels.Set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_groups_replace_the_defaults_and_all_unknown_names_are_told_at_once()
    {
        var mine = LabelGroups.Default.With("""{"groups":{"paravertebral":{"deepanatomy-1":{"left":["psoas_left"]}},"core":{"deepanatomy-1":{"middle":["bone"]}}}}""");
        Assert.Equal([5], mine.Members("paravertebral", ProductLabels.Set).Values.ToArray());
        Assert.Equal([14], mine.Members("core", ProductLabels.Set).Values.ToArray());
        Assert.Equal([100, 101], mine.Members("paravertebral", LabelSets.Find("totalsegmentator-total-1")!).Values.ToArray());
        var error = Assert.Throws<ArgumentException>(() => LabelGroups.Default.With("""{"groups":{"a":{"deepanatomy-1":{"left":["psoas_lft","bne"]}}}}"""));
        Assert.Contains("'psoas_left'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'bone'", error.Message, StringComparison.Ordinal);
    }
}
