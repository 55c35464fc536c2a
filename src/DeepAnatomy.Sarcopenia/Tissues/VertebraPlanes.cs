using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Which lumbar vertebra a bone voxel of the spine belongs to: planes through the discs, lower behind, because the processes hang down.</summary>
sealed class VertebraPlanes
{
    /// <summary>How far a process hangs down per distance behind the body's centre; spinous processes of lumbar vertebrae lie about half a vertebra lower.</summary>
    const double Hang = 0.3;

    const double WidestMm = 48, FrontMm = 28, BackMm = 75;

    readonly List<(double TopK, ushort Label, string Name)> borders = [];
    readonly double slicesPerMm;

    public VertebraPlanes(SpineModel spine, WorkingImage image)
    {
        slicesPerMm = 1 / image.Spacing.KMm;
        var known = spine.Vertebrae.OrderBy(v => v.CentreK).ToArray();
        for (var n = 0; n < known.Length; n++)
        {
            var top = n + 1 < known.Length ? (known[n].TopK + known[n + 1].BottomK) / 2 : known[n].TopK + (3 / image.Spacing.KMm * image.Factor.K);
            if (n == 0)
            {
                borders.Add((image.WorkingK(known[n].BottomK - (3 / image.Spacing.KMm * image.Factor.K)), ProductLabels.Bone, "below"));
            }

            borders.Add((image.WorkingK(top), LabelOf(known[n].Name), known[n].Name));
        }
    }

    /// <summary>The label of a bone voxel at (u, v) of the frame in working slice k.</summary>
    public ushort LabelAt(double k, double u, double v, double bodyDistanceMm, double slope)
    {
        var behind = v + bodyDistanceMm;
        if (Math.Abs(u) > WidestMm || behind < -FrontMm || v > BackMm || (Math.Abs(u) > 30 && behind < 0))
        {
            return ProductLabels.Bone;
        }

        var level = k + (((slope * Math.Min(behind, 20)) + (Hang * Math.Max(0, behind - 15))) * slicesPerMm);
        foreach (var (topK, label, _) in borders)
        {
            if (level <= topK)
            {
                return label;
            }
        }

        return ProductLabels.Bone;
    }

    static ushort LabelOf(string name) => name switch
    {
        "L1" => ProductLabels.VertebraL1,
        "L2" => ProductLabels.VertebraL2,
        "L3" => ProductLabels.VertebraL3,
        "L4" => ProductLabels.VertebraL4,
        "L5" => ProductLabels.VertebraL5,
        _ => ProductLabels.Bone,
    };
}
