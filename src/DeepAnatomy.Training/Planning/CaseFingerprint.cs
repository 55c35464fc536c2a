using System.Collections.Immutable;

namespace DeepAnatomy.Training.Planning;

/// <summary>What a case is like.</summary>
/// <param name="Id">The case.</param>
/// <param name="Shape">Voxels along left, back, head.</param>
/// <param name="BodyShape">Voxels of the box of the body.</param>
/// <param name="SpacingMm">Spacing along left, back, head, mm.</param>
/// <param name="ClassMl">Volume of each class, background first (of the annotated part), ml.</param>
/// <param name="DefinedFraction">Share of the voxels that were annotated.</param>
public sealed record CaseFingerprint(string Id, ImmutableArray<int> Shape, ImmutableArray<int> BodyShape, ImmutableArray<double> SpacingMm, ImmutableArray<double> ClassMl, double DefinedFraction);
