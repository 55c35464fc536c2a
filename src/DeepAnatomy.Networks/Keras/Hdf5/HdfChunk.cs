using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>One box of a dataset.</summary>
/// <param name="Start">Index of its first element along each axis.</param>
/// <param name="Address">Where it lies.</param>
/// <param name="Length">Bytes in the file.</param>
/// <param name="FilterMask">Bit i set: the i-th filter was left out.</param>
readonly record struct HdfChunk(ImmutableArray<long> Start, ulong Address, long Length, uint FilterMask);
