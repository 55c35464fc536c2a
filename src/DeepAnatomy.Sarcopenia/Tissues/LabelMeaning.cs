using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>What the values of a label set mean in the product's set, by name.</summary>
static class LabelMeaning
{
    /// <summary>For every value 0 … 65535 the value of <see cref="ProductLabels.Set"/> with the same name; 0 where there is none.</summary>
    public static ushort[] In(LabelSet labels)
    {
        var meaning = new ushort[ushort.MaxValue + 1];
        foreach (var label in labels.Labels)
        {
            meaning[label.Value] = (ushort)(ProductLabels.Set.Find(label.Name)?.Value ?? 0);
        }

        return meaning;
    }
}
