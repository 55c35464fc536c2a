using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.NnUnet;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>The networks of nnU-Net v2 with the parameters that its plans give. Outputs are logits, as there.</summary>
public abstract record NnUnetTemplate : ArchitectureTemplate
{
    /// <summary>Spatial axes.</summary>
    [Setting("Spatial axes: 2 for slices, 3 for volumes.", "Raumachsen: 2 für Schichten, 3 für Volumen.", Minimum = 2, Maximum = 3)]
    public int Dimensions { get; init; } = 2;

    /// <summary>Channels of the image.</summary>
    [Setting("Channels of the image; CT has 1.", "Kanäle des Bildes; CT hat 1.", Minimum = 1, Maximum = 64)]
    public int InputChannels { get; init; } = 1;

    /// <summary>Output channels.</summary>
    [Setting("Output channels: classes with the background, or regions.", "Ausgabekanäle: Klassen mit Hintergrund, oder Regionen.", Minimum = 1, Maximum = 1024)]
    public int Classes { get; init; } = 2;

    /// <summary>Feature maps of each stage.</summary>
    [Setting("Feature maps of each stage, full resolution first; the number of entries is the number of stages.", "Merkmalskarten je Stufe, volle Auflösung zuerst; die Zahl der Einträge ist die Zahl der Stufen.", Minimum = 1, Maximum = 4096)]
    public ImmutableArray<int> FeaturesPerStage { get; init; } = [32, 64, 128, 256, 512, 512];

    /// <summary>Windows of each stage.</summary>
    [Setting("Windows of the convolutions of each stage, one number an axis; empty for 3 everywhere.", "Fenster der Faltungen je Stufe, eine Zahl je Achse; leer für überall 3.", Unit = "voxel", Minimum = 1, Maximum = 11)]
    public ImmutableArray<ImmutableArray<int>> KernelSizes { get; init; } = [];

    /// <summary>Steps of each stage.</summary>
    [Setting("Steps from the stage above, one number an axis, the first stage 1; empty for 2 everywhere below the first.", "Schritte von der Stufe darüber, eine Zahl je Achse, erste Stufe 1; leer für überall 2 unter der ersten.", Minimum = 1, Maximum = 4)]
    public ImmutableArray<ImmutableArray<int>> Strides { get; init; } = [];

    /// <summary>Normalisation after each convolution.</summary>
    [Setting("Normalisation after each convolution: instance as nnU-Net, batch or none.", "Normalisierung nach jeder Faltung: instance wie nnU-Net, batch oder none.")]
    public NormalizationKind Norm { get; init; } = NormalizationKind.Instance;

    /// <summary>Share of feature maps switched off in training after each convolution.</summary>
    [Setting("Share of feature maps switched off in training after each convolution.", "Anteil der Merkmalskarten, die beim Training nach jeder Faltung abgeschaltet werden.", Minimum = 0, Maximum = 0.9)]
    public double Dropout { get; init; }

    /// <summary>Whether every stage of the decoder has an output.</summary>
    [Setting("Whether every stage of the decoder has an output, for the loss only.", "Ob jede Stufe des Decoders eine Ausgabe hat, nur für den Verlust.")]
    public bool DeepSupervision { get; init; }

    /// <inheritdoc/>
    public override int Rank => Dimensions;

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    /// <inheritdoc/>
    public override ImmutableArray<int> SizeMultiple => Architecture.Divisors;

    private protected abstract UNetEncoder Encoder { get; }

    /// <summary>Convolutions or blocks of the stages, and of the decoder's.</summary>
    private protected abstract (ImmutableArray<int> Stages, ImmutableArray<int> Decoder) Counts { get; }

    /// <summary>The same in the words of nnU-Net's builder.</summary>
    UNetArchitecture Architecture => new()
    {
        Encoder = Encoder,
        InputChannels = InputChannels,
        OutputChannels = Classes,
        Stages = [.. FeaturesPerStage.Select((features, stage) => new UNetStage(features, At(KernelSizes, stage, 3), At(Strides, stage, stage == 0 ? 1 : 2), CountAt(Counts.Stages, stage)))],
        DecoderConvolutions = [.. Enumerable.Range(0, Math.Max(0, FeaturesPerStage.Length - 1)).Select(stage => CountAt(Counts.Decoder, stage))],
        Normalization = new(Norm switch { NormalizationKind.Batch => UNetNormalizationKind.Batch, NormalizationKind.None => UNetNormalizationKind.None, _ => UNetNormalizationKind.Instance }),
        Dropout = Dropout,
        DeepSupervision = DeepSupervision,
    };

    /// <inheritdoc/>
    public override IEnumerable<TemplateProblem> Check()
    {
        var stages = FeaturesPerStage.Length;
        if (stages is < 2 or > 12)
        {
            yield return new("featuresPerStage", "Two to twelve stages are possible.");
        }

        if (!Fits(KernelSizes, stages) || KernelSizes.Any(sizes => sizes.Any(size => size % 2 == 0)))
        {
            yield return new("kernelSizes", $"There must be {stages} entries of {Dimensions} odd numbers, or none.");
        }

        if (!Fits(Strides, stages) || (Strides.Length > 0 && Strides[0].Any(step => step != 1)))
        {
            yield return new("strides", $"There must be {stages} entries of {Dimensions} numbers, the first all 1, or none.");
        }

        if (Norm is NormalizationKind.Group or NormalizationKind.Layer)
        {
            yield return new("norm", "nnU-Net's networks take instance, batch or none.");
        }

        foreach (var problem in CheckCounts(stages))
        {
            yield return problem;
        }
    }

    /// <summary>What is wrong with the numbers of convolutions.</summary>
    private protected abstract IEnumerable<TemplateProblem> CheckCounts(int stages);

    /// <summary>One number for all, or one for each.</summary>
    private protected static bool IsCount(ImmutableArray<int> counts, int stages) => counts.Length == 1 || counts.Length == stages;

    private protected override Network Assemble() => UNetBuilder.Build(Architecture, Id);

    static int CountAt(ImmutableArray<int> counts, int stage) => counts.Length == 1 ? counts[0] : counts[stage];

    ImmutableArray<int> At(ImmutableArray<ImmutableArray<int>> given, int stage, int standard) => stage < given.Length ? given[stage] : [.. Enumerable.Repeat(standard, Dimensions)];

    bool Fits(ImmutableArray<ImmutableArray<int>> given, int stages) => given.Length == 0 || (given.Length == stages && given.All(entry => entry.Length == Dimensions));
}
