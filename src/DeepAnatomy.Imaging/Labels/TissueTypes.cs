using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>The product's labels in the coarser terms of other tools.</summary>
public static class TissueTypes
{
    /// <summary>TotalSegmentator's tissue types, as the data file of that label set names them.</summary>
    public static LabelSet Set => LabelSets.Find("totalsegmentator-tissue-4-types")!;

    /// <summary>1 subcutaneous fat, 2 torso fat, 3 skeletal muscle, 4 intermuscular fat; all else 0.</summary>
    /// <param name="labels">A map of <see cref="ProductLabels.Set"/>.</param>
    public static LabelMap Of(LabelMap labels) => new(Mapped(labels, value => value switch
    {
        >= ProductLabels.AbdominalWallLeft and <= ProductLabels.OtherMuscleRight => 3,
        ProductLabels.SubcutaneousFat => 1,
        ProductLabels.VisceralFat => 2,
        ProductLabels.IntermuscularFat => 4,
        _ => 0,
    }), Set);

    /// <summary>1 inside the body, 0 outside.</summary>
    /// <param name="labels">A map of <see cref="ProductLabels.Set"/>.</param>
    public static LabelMap BodyOf(LabelMap labels) => new(Mapped(labels, value => value == 0 ? (ushort)0 : (ushort)1), new("body", [new(1, "body")]));

    static Volume<ushort> Mapped(LabelMap labels, Func<ushort, ushort> map)
    {
        var table = new ushort[ushort.MaxValue + 1];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = map((ushort)value);
        }

        var source = labels.Voxels.Voxels;
        var target = new ushort[source.Length];
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = table[source[n]];
        }

        return Volume<ushort>.Adopt(labels.Grid, target);
    }
}
