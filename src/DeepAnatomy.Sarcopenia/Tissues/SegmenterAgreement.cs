using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>Compares two segmentations of one scan, so that a failure of either is seen (SEMANTICS.md, S21).</summary>
public static class SegmenterAgreement
{
    /// <summary>Thin muscles overlap less for the same distance of the outlines.</summary>
    static readonly (ushort Label, double Least)[] Compared =
    [
        (ProductLabels.AbdominalWallLeft, 0.6), (ProductLabels.AbdominalWallRight, 0.6), (ProductLabels.ParavertebralLeft, 0.75), (ProductLabels.ParavertebralRight, 0.75),
        (ProductLabels.PsoasLeft, 0.7), (ProductLabels.PsoasRight, 0.7), (ProductLabels.QuadratusLumborumLeft, 0.4), (ProductLabels.QuadratusLumborumRight, 0.4),
        (ProductLabels.SubcutaneousFat, 0.8), (ProductLabels.VisceralFat, 0.7),
    ];

    /// <summary>Compares a range of slices.</summary>
    /// <param name="first">One segmentation, values of the product's label set.</param>
    /// <param name="second">The other, on the same grid.</param>
    /// <param name="from">First slice.</param>
    /// <param name="to">Last slice.</param>
    public static IReadOnlyList<StructureAgreement> Of(LabelMap first, LabelMap second, int from, int to)
    {
        var (a, b, both) = (new long[ProductLabels.OtherTissue + 1], new long[ProductLabels.OtherTissue + 1], new long[ProductLabels.OtherTissue + 1]);
        for (var k = from; k <= to; k++)
        {
            var one = first.Voxels.Slice(k);
            var other = second.Voxels.Slice(k);
            for (var n = 0; n < one.Length; n++)
            {
                a[one[n]]++;
                b[other[n]]++;
                both[one[n]] += one[n] == other[n] ? 1 : 0;
            }
        }

        return [.. Compared.Select(c => new StructureAgreement(ProductLabels.Set.Find(c.Label)!.Name, 2.0 * both[c.Label] / (a[c.Label] + b[c.Label]), c.Least))];
    }

    /// <summary>One sentence that names the doubtful structures; null when there is none.</summary>
    public static string? NoteOf(IEnumerable<StructureAgreement> agreements)
    {
        string[] doubtful = [.. agreements.Where(a => a.IsDoubtful).Select(a => $"{a.Structure} (Dice {a.Dice:0.00})")];
        return doubtful.Length == 0 ? null : $"The trained network and the classical segmenter disagree on {string.Join(", ", doubtful)} where both were compared: check by eye.";
    }
}
