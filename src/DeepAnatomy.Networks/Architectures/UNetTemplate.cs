using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>What all networks of the U-Net family have in common: an encoder that halves the resolution from level to level, a decoder that doubles it, and connections between the two at each level.</summary>
public abstract record UNetTemplate : ArchitectureTemplate
{
    /// <summary>Output channels: with softmax the classes with the background, with sigmoid the structures.</summary>
    [Setting("Output channels: with softmax the classes with the background, with sigmoid the structures.", "Ausgabekanäle: bei Softmax die Klassen mit Hintergrund, bei Sigmoid die Strukturen.", Minimum = 1, Maximum = 1024)]
    public int Classes { get; init; } = 2;

    /// <summary>Resolutions, the lowest one included.</summary>
    [Setting("Resolutions, the lowest one included; each level halves the size.", "Auflösungsstufen einschließlich der niedrigsten; jede halbiert die Größe.", Minimum = 2, Maximum = 8)]
    public int Levels { get; init; } = 4;

    /// <summary>Feature maps at full resolution; doubled at every level.</summary>
    [Setting("Feature maps at full resolution; doubled at every level.", "Merkmalskarten bei voller Auflösung; verdoppeln sich je Stufe.", Minimum = 1, Maximum = 256)]
    public int BaseFilters { get; init; } = 16;

    /// <summary>Most feature maps of a level.</summary>
    [Setting("Most feature maps of a level.", "Größte Zahl der Merkmalskarten einer Stufe.", Minimum = 1, Maximum = 4096)]
    public int MaxFilters { get; init; } = 512;

    /// <summary>Convolutions at each level, on both sides.</summary>
    [Setting("Convolutions at each level, on both sides.", "Faltungen je Stufe, auf beiden Seiten.", Minimum = 1, Maximum = 6)]
    public int ConvPerLevel { get; init; } = 2;

    /// <summary>Window of the convolutions.</summary>
    [Setting("Window of the convolutions, an odd number.", "Fenster der Faltungen, eine ungerade Zahl.", Unit = "voxel", Minimum = 1, Maximum = 11)]
    public int KernelSize { get; init; } = 3;

    /// <summary>Normalisation after each convolution.</summary>
    [Setting("Normalisation after each convolution; batch needs batches of 4 and more.", "Normalisierung nach jeder Faltung; batch braucht Stapel ab 4.")]
    public NormalizationKind Norm { get; init; } = NormalizationKind.Batch;

    /// <summary>Function after each normalisation.</summary>
    [Setting("Function after each normalisation.", "Funktion nach jeder Normalisierung.")]
    public ActivationKind Activation { get; init; } = ActivationKind.Relu;

    /// <summary>How the encoder halves.</summary>
    [Setting("How the encoder halves the resolution.", "Wie der Encoder die Auflösung halbiert.")]
    public DownsamplingKind Downsampling { get; init; } = DownsamplingKind.MaxPool;

    /// <summary>How the decoder doubles.</summary>
    [Setting("How the decoder doubles the resolution; bilinear in 2-D only.", "Wie der Decoder die Auflösung verdoppelt; bilinear nur in 2-D.")]
    public UpsamplingKind Upsampling { get; init; } = UpsamplingKind.Transposed;

    /// <summary>Share of feature maps switched off in training, at the end of every encoder level below the first.</summary>
    [Setting("Share of feature maps switched off in training, at the end of every encoder level below the first.", "Anteil der Merkmalskarten, die beim Training abgeschaltet werden, am Ende jeder Encoderstufe unter der ersten.", Minimum = 0, Maximum = 0.9)]
    public double Dropout { get; init; }

    /// <summary>Further outputs at lower resolutions, for the loss only.</summary>
    [Setting("Further outputs at lower resolutions, for the loss only; 0 = none.", "Weitere Ausgaben bei niedrigeren Auflösungen, nur für den Verlust; 0 = keine.", Minimum = 0, Maximum = 6)]
    public int DeepSupervision { get; init; }

    /// <summary>Function of the output layer.</summary>
    [Setting("Function of the output layer.", "Funktion der Ausgabeschicht.")]
    public OutputKind Output { get; init; } = OutputKind.Softmax;

    /// <summary>Whether convolutions of a level learn what is to be added to its input (<c>residual</c>).</summary>
    private protected virtual bool IsResidual => false;

    /// <summary>Whether a gate weighs what comes over from the encoder.</summary>
    private protected virtual bool HasAttention => false;

    /// <summary>Halvings that leave the slice axis alone (3-D).</summary>
    private protected virtual int Flat => 0;

    /// <inheritdoc/>
    public override ImmutableArray<int> SizeMultiple => [.. Enumerable.Range(0, Rank).Select(axis => Enumerable.Range(1, Levels - 1).Aggregate(1, (product, level) => product * Stride(level)[axis]))];

    /// <summary>Feature maps of a level.</summary>
    internal int Filters(int level) => (int)Math.Min((long)BaseFilters << level, MaxFilters);

    /// <summary>Step from the level above, for each axis.</summary>
    internal ImmutableArray<int> Stride(int level) => [.. Enumerable.Range(0, Rank).Select(axis => Rank == 3 && axis == 0 && level <= Flat ? 1 : 2)];

    /// <inheritdoc/>
    public override IEnumerable<TemplateProblem> Check()
    {
        if (KernelSize % 2 == 0)
        {
            yield return new("kernelSize", "The window must be odd, so that it has a middle.");
        }

        if (DeepSupervision > Levels - 2)
        {
            yield return new("deepSupervision", $"With {Levels} levels there are at most {Levels - 2} further outputs.");
        }

        if (Upsampling == UpsamplingKind.Bilinear && Rank == 3)
        {
            yield return new("upsampling", "Bilinear enlarging works in 2-D only; take nearest or transposed.");
        }

        if (Output == OutputKind.Softmax && Classes < 2)
        {
            yield return new("classes", "Softmax needs two classes at least (background is one); take sigmoid for a single structure.");
        }

        if (Flat > Levels - 1)
        {
            yield return new("inPlaneLevels", $"With {Levels} levels there are at most {Levels - 1} halvings.");
        }
    }

    private protected override Network Assemble() => new UNetGraph(this, IsResidual, HasAttention).Build();
}
