namespace DeepAnatomy.Networks.Keras.Hdf5;

/// <summary>One message of an object's header.</summary>
/// <param name="Type">What it says; see <see cref="HdfMessageType"/>.</param>
/// <param name="Body">Its content.</param>
readonly record struct HdfMessage(HdfMessageType Type, ReadOnlyMemory<byte> Body);
