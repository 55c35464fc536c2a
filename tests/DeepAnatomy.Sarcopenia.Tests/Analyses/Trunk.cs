using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Sarcopenia.Analyses;

namespace DeepAnatomy.Sarcopenia.Tests.Analyses;

/// <summary>A block-shaped trunk in few voxels, with every structure that an analysis measures and exactly known numbers.</summary>
/// <remarks>64×56×44 voxels; vertebrae T12 … L5 of 6 slices each from slice 4; L3 spans slices 16 … 21. Muscle is 50 HU with every 8th pixel row fat.</remarks>
sealed class Trunk
{
    public const ushort T12 = 40;
    public const int I = 64, J = 56, K = 44, L3First = 16, L3Last = 21;

    public static LabelSet Set { get; } = new("trunk-1", [.. ProductLabels.Set.Labels, new(T12, "vertebra_T12")]);

    public short[] Hu { get; } = new short[I * J * K];

    public ushort[] Labels { get; } = new ushort[I * J * K];

    public Spacing Spacing { get; init; } = new(4, 4, 5);

    public LabelSet LabelSet { get; init; } = Set;

    public AcquisitionFacts Facts { get; init; } = AcquisitionFacts.None;

    public Trunk()
    {
        Array.Fill(Hu, (short)-1000);
        Box(6, 58, 8, 50, 0, K, ProductLabels.SubcutaneousFat, -100);
        Box(9, 55, 11, 47, 0, K, ProductLabels.OtherTissue, 40);
        Both(10, 14, 12, 34, ProductLabels.AbdominalWallRight, 50);
        Both(14, 28, 16, 24, ProductLabels.VisceralFat, -100);
        Both(22, 27, 27, 34, ProductLabels.PsoasRight, 50);
        Both(14, 20, 28, 34, ProductLabels.QuadratusLumborumRight, 50);
        Both(16, 28, 38, 46, ProductLabels.ParavertebralRight, 50);
        Both(14, 16, 38, 46, ProductLabels.IntermuscularFat, -80);
        ushort[] spine = [ProductLabels.VertebraL5, ProductLabels.VertebraL4, ProductLabels.VertebraL3, ProductLabels.VertebraL2, ProductLabels.VertebraL1, T12];
        for (var n = 0; n < spine.Length; n++)
        {
            Box(28, 36, 26, 36, 4 + (6 * n), 10 + (6 * n), spine[n], 250);
        }
    }

    /// <summary>Fills a box with a label and a HU value; muscle gets a row of fat.</summary>
    public void Box(int i0, int i1, int j0, int j1, int k0, int k1, ushort label, short hu)
    {
        for (var k = k0; k < k1; k++)
        {
            for (var j = j0; j < j1; j++)
            {
                for (var i = i0; i < i1; i++)
                {
                    var at = (((k * J) + j) * I) + i;
                    Labels[at] = label;
                    Hu[at] = hu == 50 && j % 8 == 0 ? (short)-60 : hu;
                }
            }
        }
    }

    /// <summary>The same box on the patient's right (small i) and, with the label before it, mirrored on the left.</summary>
    void Both(int i0, int i1, int j0, int j1, ushort label, short hu)
    {
        var isSided = label is < ProductLabels.SubcutaneousFat;
        Box(i0, i1, j0, j1, 0, K, label, hu);
        Box(I - i1, I - i0, j0, j1, 0, K, (ushort)(isSided ? label - 1 : label), hu);
    }

    /// <summary>Replaces one label by another everywhere.</summary>
    public Trunk Relabel(ushort from, ushort to)
    {
        for (var n = 0; n < Labels.Length; n++)
        {
            Labels[n] = Labels[n] == from ? to : Labels[n];
        }

        return this;
    }

    /// <summary>Swaps two labels everywhere.</summary>
    public Trunk Swap(ushort a, ushort b) => Relabel(a, 60000).Relabel(b, a).Relabel(60000, b);

    public Grid Grid => new(new(I, J, K), Spacing, new(-120, -100, 30), Orientation.Lps);

    public QuantificationRequest Request() => new()
    {
        Scan = new(Volume<short>.Adopt(Grid, Hu), Facts, [], "/somewhere/trunk.nii.gz", new string('a', 64)),
        Labels = new(Volume<ushort>.Adopt(Grid, Labels), LabelSet),
        LabelSource = "labels.nii.gz",
        Subject = Person,
    };

    public Analysis Analyse() => Quantifier.Run(Request());

    public static SubjectRecord Person { get; } = new() { Sex = "M", AgeYears = 55.5, HeightM = 1.75, WeightKg = 80, Phase = "native" };
}

static class AnalysisReading
{
    public static DeepAnatomy.Sarcopenia.Composition.Measurement Row(this Analysis analysis, string id, string group = "skeletal_muscle", string side = "both", string? level = null) =>
        analysis.Measurements.Single(m => m.Id == id && m.Group == group && m.Side == side && (level is null || m.Level == level));

    public static double Value(this Analysis analysis, string id, string group = "skeletal_muscle", string side = "both", string? level = null) =>
        analysis.Row(id, group, side, level).Value ?? throw new InvalidOperationException($"{id} of {group}: {analysis.Row(id, group, side, level).Reason}");

    public static QualityState State(this Analysis analysis, string id) => analysis.Quality.Where(q => q.Id == id).Max(q => q.State);
}
