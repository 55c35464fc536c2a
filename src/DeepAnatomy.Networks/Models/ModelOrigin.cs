namespace DeepAnatomy.Networks.Models;

/// <summary>Where a model comes from: decides how legacy settings are read.</summary>
/// <param name="Format">The kind of file, e.g. <c>keras-3</c>, <c>keras-2-h5</c>, <c>nnunet-2</c>, <c>template</c>.</param>
/// <param name="ProducerVersion">Version of the library that wrote it (<c>keras_version</c>), or null when unknown.</param>
/// <param name="Backend">Backend named in the file, e.g. <c>tensorflow</c>, or null.</param>
public sealed record ModelOrigin(string Format, string? ProducerVersion = null, string? Backend = null);
