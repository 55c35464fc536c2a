namespace DeepAnatomy.Networks.Drawing;

/// <summary>Colours of the families, light theme: fill of the line, darker mark at its left, and the family's name in the legend.</summary>
static class Palette
{
    public static (string Fill, string Mark, string Name) Of(LayerFamily family) => family switch
    {
        LayerFamily.Input => ("#eceff3", "#64748b", "Input"),
        LayerFamily.Convolution => ("#dbe9fd", "#2f6fd6", "Convolution"),
        LayerFamily.Enlarging => ("#cff3ee", "#0f9488", "Enlarging"),
        LayerFamily.Pooling => ("#fde8d0", "#e07b16", "Pooling"),
        LayerFamily.Normalization => ("#f1ecfb", "#9b7fe0", "Normalisation"),
        LayerFamily.Activation => ("#e6f5e3", "#4d9e41", "Activation"),
        LayerFamily.Regularization => ("#fbe6ee", "#d4578a", "Training only"),
        LayerFamily.Merging => ("#fdf3c4", "#c99a06", "Merging"),
        LayerFamily.Dense => ("#e9dcf9", "#7b3fc4", "Dense"),
        LayerFamily.Reshaping => ("#eceae6", "#8a8274", "Shape"),
        LayerFamily.Operation => ("#f0e4da", "#9a6235", "Operation"),
        _ => ("#dfe3ea", "#334155", "Model"),
    };
}
