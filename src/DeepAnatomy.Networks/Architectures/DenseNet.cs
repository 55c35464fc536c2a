using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Classifier or regressor for whole images, each layer sees all before it. Source: Huang et al., CVPR 2017 (bottleneck and compression, DenseNet-BC).</summary>
public sealed record DenseNet : ArchitectureTemplate
{
    /// <summary>Spatial axes.</summary>
    [Setting("Spatial axes: 2 for slices, 3 for volumes.", "Raumachsen: 2 für Schichten, 3 für Volumen.", Minimum = 2, Maximum = 3)]
    public int Dimensions { get; init; } = 2;

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>What the network gives.</summary>
    [Setting("What the network gives: classes that exclude each other, findings that may occur together, or numbers.", "Was das Netz liefert: sich ausschließende Klassen, gemeinsam mögliche Befunde oder Zahlen.")]
    public DenseNetTask Task { get; init; } = DenseNetTask.Classification;

    /// <summary>Number of outputs.</summary>
    [Setting("Number of outputs: classes, findings or numbers.", "Zahl der Ausgaben: Klassen, Befunde oder Zahlen.", Minimum = 1, Maximum = 1024)]
    public int Outputs { get; init; } = 2;

    /// <summary>Layers of each block.</summary>
    [Setting("Layers of each block, one entry a block; 6, 12, 24, 16 is DenseNet-121.", "Schichten je Block, ein Eintrag je Block; 6, 12, 24, 16 ist DenseNet-121.", Minimum = 1, Maximum = 64)]
    public ImmutableArray<int> Blocks { get; init; } = [4, 4, 4];

    /// <summary>Feature maps that each layer adds.</summary>
    [Setting("Feature maps that each layer adds.", "Merkmalskarten, die jede Schicht hinzufügt.", Minimum = 1, Maximum = 128)]
    public int GrowthRate { get; init; } = 12;

    /// <summary>Feature maps of the first convolution.</summary>
    [Setting("Feature maps of the first convolution; twice the growth rate is usual.", "Merkmalskarten der ersten Faltung; üblich ist das Doppelte der Wachstumsrate.", Minimum = 1, Maximum = 512)]
    public int BaseFilters { get; init; } = 24;

    /// <summary>Feature maps before each wide convolution, as a multiple of the growth rate.</summary>
    [Setting("Feature maps before each wide convolution, as a multiple of the growth rate; 0 leaves the narrow convolution out.", "Merkmalskarten vor jeder breiten Faltung als Vielfaches der Wachstumsrate; 0 lässt die schmale Faltung weg.", Minimum = 0, Maximum = 16)]
    public int Bottleneck { get; init; } = 4;

    /// <summary>Share of feature maps kept between blocks.</summary>
    [Setting("Share of feature maps kept between blocks.", "Anteil der Merkmalskarten, der zwischen Blöcken bleibt.", Minimum = 0.1, Maximum = 1)]
    public double Compression { get; init; } = 0.5;

    /// <summary>Whether the image is reduced to a quarter before the first block.</summary>
    [Setting("Whether the image is reduced to a quarter before the first block; off for images below 100 pixels.", "Ob das Bild vor dem ersten Block auf ein Viertel verkleinert wird; aus bei Bildern unter 100 Pixeln.")]
    public bool Reduce { get; init; } = true;

    /// <summary>Normalisation before each convolution.</summary>
    [Setting("Normalisation before each convolution.", "Normalisierung vor jeder Faltung.")]
    public NormalizationKind Norm { get; init; } = NormalizationKind.Batch;

    /// <summary>Function after each normalisation.</summary>
    [Setting("Function after each normalisation.", "Funktion nach jeder Normalisierung.")]
    public ActivationKind Activation { get; init; } = ActivationKind.Relu;

    /// <summary>Share of features switched off before the output.</summary>
    [Setting("Share of features switched off in training before the output.", "Anteil der Merkmale, die beim Training vor der Ausgabe abgeschaltet werden.", Minimum = 0, Maximum = 0.9)]
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override string Id => "densenet";

    /// <inheritdoc/>
    public override int Rank => Dimensions;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    /// <summary>Sizes are rounded down, so that any fits that is large enough: one element for each halving.</summary>
    public override ImmutableArray<int> SizeMultiple => [.. Enumerable.Repeat(1, Rank)];

    /// <inheritdoc/>
    public override IEnumerable<TemplateProblem> Check()
    {
        if (Blocks.Length is 0 or > 8)
        {
            yield return new("blocks", "One to eight blocks are possible.");
        }

        if (Task == DenseNetTask.Classification && Outputs < 2)
        {
            yield return new("outputs", "A classification needs two classes at least; take multiLabel for a single finding.");
        }
    }

    private protected override Network Assemble() => new DenseNetGraph(this).Build();
}
