using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Volumes with residual levels, wide windows and learned halving. Source: Milletari, Navab, Ahmadi, 3DV 2016; a normalisation can be added.</summary>
public sealed record VNet : ArchitectureTemplate
{
    /// <summary>Spatial axes.</summary>
    [Setting("Spatial axes: 2 for slices, 3 for volumes.", "Raumachsen: 2 für Schichten, 3 für Volumen.", Minimum = 2, Maximum = 3)]
    public int Dimensions { get; init; } = 3;

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Output channels.</summary>
    [Setting("Output channels: with softmax the classes with the background, with sigmoid the structures.", "Ausgabekanäle: bei Softmax die Klassen mit Hintergrund, bei Sigmoid die Strukturen.", Minimum = 1, Maximum = 1024)]
    public int Classes { get; init; } = 2;

    /// <summary>Resolutions, the lowest one included.</summary>
    [Setting("Resolutions, the lowest one included; each level halves the size.", "Auflösungsstufen einschließlich der niedrigsten; jede halbiert die Größe.", Minimum = 2, Maximum = 7)]
    public int Levels { get; init; } = 5;

    /// <summary>Feature maps at full resolution; doubled at every level.</summary>
    [Setting("Feature maps at full resolution; doubled at every level.", "Merkmalskarten bei voller Auflösung; verdoppeln sich je Stufe.", Minimum = 1, Maximum = 128)]
    public int BaseFilters { get; init; } = 16;

    /// <summary>Most feature maps of a level.</summary>
    [Setting("Most feature maps of a level.", "Größte Zahl der Merkmalskarten einer Stufe.", Minimum = 1, Maximum = 4096)]
    public int MaxFilters { get; init; } = 256;

    /// <summary>Most convolutions of a level; the first has one, each below one more.</summary>
    [Setting("Most convolutions of a level; the first has one, each below one more.", "Größte Zahl der Faltungen einer Stufe; die erste hat eine, jede tiefere eine mehr.", Minimum = 1, Maximum = 6)]
    public int ConvPerLevel { get; init; } = 3;

    /// <summary>Window of the convolutions.</summary>
    [Setting("Window of the convolutions, an odd number.", "Fenster der Faltungen, eine ungerade Zahl.", Unit = "voxel", Minimum = 1, Maximum = 11)]
    public int KernelSize { get; init; } = 5;

    /// <summary>Normalisation after each convolution.</summary>
    [Setting("Normalisation after each convolution; the original has none.", "Normalisierung nach jeder Faltung; das Original hat keine.")]
    public NormalizationKind Norm { get; init; } = NormalizationKind.Instance;

    /// <summary>Function after each normalisation.</summary>
    [Setting("Function after each normalisation.", "Funktion nach jeder Normalisierung.")]
    public ActivationKind Activation { get; init; } = ActivationKind.Prelu;

    /// <summary>Share of feature maps switched off in training, at the end of every encoder level below the first.</summary>
    [Setting("Share of feature maps switched off in training, at the end of every encoder level below the first.", "Anteil der Merkmalskarten, die beim Training abgeschaltet werden, am Ende jeder Encoderstufe unter der ersten.", Minimum = 0, Maximum = 0.9)]
    public double Dropout { get; init; }

    /// <summary>Function of the output layer.</summary>
    [Setting("Function of the output layer.", "Funktion der Ausgabeschicht.")]
    public OutputKind Output { get; init; } = OutputKind.Softmax;

    /// <inheritdoc/>
    public override string Id => "vnet";

    /// <inheritdoc/>
    public override int Rank => Dimensions;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    /// <inheritdoc/>
    public override ImmutableArray<int> SizeMultiple => [.. Enumerable.Repeat(1 << (Levels - 1), Rank)];

    /// <inheritdoc/>
    public override IEnumerable<TemplateProblem> Check()
    {
        if (KernelSize % 2 == 0)
        {
            yield return new("kernelSize", "The window must be odd, so that it has a middle.");
        }

        if (Output == OutputKind.Softmax && Classes < 2)
        {
            yield return new("classes", "Softmax needs two classes at least (background is one); take sigmoid for a single structure.");
        }
    }

    private protected override Network Assemble() => new VNetGraph(this).Build();
}
