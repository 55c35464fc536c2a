using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.NnUnet;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>nnU-Net's <c>ResidualEncoderUNet</c>. Source: Isensee et al., MICCAI 2024 (nnU-Net revisited).</summary>
public sealed record NnUnetResidual : NnUnetTemplate
{
    /// <summary>Residual blocks of each stage of the encoder.</summary>
    [Setting("Residual blocks of each stage of the encoder; one entry for all stages, or one each.", "Residuale Blöcke je Stufe des Encoders; ein Eintrag für alle Stufen oder je einer.", Minimum = 1, Maximum = 12)]
    public ImmutableArray<int> BlocksPerStage { get; init; } = [1, 3, 4, 6, 6, 6];

    /// <summary>Convolutions of each stage of the decoder.</summary>
    [Setting("Convolutions of each stage of the decoder, lowest resolution first; one entry for all, or one each.", "Faltungen je Stufe des Decoders, niedrigste Auflösung zuerst; ein Eintrag für alle oder je einer.", Minimum = 1, Maximum = 12)]
    public ImmutableArray<int> ConvPerStageDecoder { get; init; } = [1];

    /// <inheritdoc/>
    public override string Id => "nnunet_resenc";

    private protected override UNetEncoder Encoder => UNetEncoder.Residual;

    private protected override (ImmutableArray<int> Stages, ImmutableArray<int> Decoder) Counts => (BlocksPerStage, ConvPerStageDecoder);

    private protected override IEnumerable<TemplateProblem> CheckCounts(int stages)
    {
        if (!IsCount(BlocksPerStage, stages))
        {
            yield return new("blocksPerStage", $"There must be 1 entry or {stages}.");
        }

        if (!IsCount(ConvPerStageDecoder, stages - 1))
        {
            yield return new("convPerStageDecoder", $"There must be 1 entry or {stages - 1}.");
        }
    }
}
