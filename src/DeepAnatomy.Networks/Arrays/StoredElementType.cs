namespace DeepAnatomy.Networks.Arrays;

/// <summary>How elements lie in a file of NumPy or HDF5, and what they become.</summary>
/// <param name="Type">What they become; unsigned integers become the next larger signed ones.</param>
/// <param name="Bytes">Bytes of one element in the file.</param>
/// <param name="IsBigEndian">Most significant byte first.</param>
readonly record struct StoredElementType(ElementType Type, int Bytes, bool IsBigEndian);
