using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.NnUnet;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>nnU-Net's <c>PlainConvUNet</c>. Source: Isensee et al., Nature Methods 2021.</summary>
public sealed record NnUnetPlain : NnUnetTemplate
{
    /// <summary>Convolutions of each stage of the encoder.</summary>
    [Setting("Convolutions of each stage of the encoder; one entry for all stages, or one each.", "Faltungen je Stufe des Encoders; ein Eintrag für alle Stufen oder je einer.", Minimum = 1, Maximum = 12)]
    public ImmutableArray<int> ConvPerStage { get; init; } = [2];

    /// <summary>Convolutions of each stage of the decoder.</summary>
    [Setting("Convolutions of each stage of the decoder, lowest resolution first; one entry for all, or one each.", "Faltungen je Stufe des Decoders, niedrigste Auflösung zuerst; ein Eintrag für alle oder je einer.", Minimum = 1, Maximum = 12)]
    public ImmutableArray<int> ConvPerStageDecoder { get; init; } = [2];

    /// <inheritdoc/>
    public override string Id => "nnunet_plain";

    private protected override UNetEncoder Encoder => UNetEncoder.Plain;

    private protected override (ImmutableArray<int> Stages, ImmutableArray<int> Decoder) Counts => (ConvPerStage, ConvPerStageDecoder);

    private protected override IEnumerable<TemplateProblem> CheckCounts(int stages)
    {
        if (!IsCount(ConvPerStage, stages))
        {
            yield return new("convPerStage", $"There must be 1 entry or {stages}.");
        }

        if (!IsCount(ConvPerStageDecoder, stages - 1))
        {
            yield return new("convPerStageDecoder", $"There must be 1 entry or {stages - 1}.");
        }
    }
}
