using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Tissues;

namespace DeepAnatomy.Cli.Segmentations;

/// <summary>A segmented scan.</summary>
/// <param name="Found">The labels, with the spine and the notes.</param>
/// <param name="Name">Which segmenter made it, for the record.</param>
/// <param name="Agreement">How well network and classical segmenter agree; empty without a network.</param>
sealed record SegmentedScan(BuiltInSegmentation Found, string Name, IReadOnlyList<StructureAgreement> Agreement);
