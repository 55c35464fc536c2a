namespace DeepAnatomy.Networks.Keras;

/// <summary>How a model of an older Keras is read.</summary>
/// <param name="LegacyBilinear">Whether bilinear <c>UpSampling2D</c> interpolates without half-pixel centres; null decides by the version and backend in the file (true for multi-backend Keras up to 2.3.1 on TensorFlow).</param>
/// <param name="LegacyHardSigmoid">Whether <c>hard_sigmoid</c> is clip(0.2·x + 0.5, 0, 1); null decides by the version in the file (true for Keras 1 and 2).</param>
/// <param name="MatchByName">Whether weights of a legacy HDF5 file are matched by the names of their layers instead of by position.</param>
public sealed record KerasReadOptions(bool? LegacyBilinear = null, bool? LegacyHardSigmoid = null, bool MatchByName = false);
