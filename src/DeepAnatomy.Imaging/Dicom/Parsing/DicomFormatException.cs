namespace DeepAnatomy.Imaging.Dicom.Parsing;

/// <summary>Bytes that are not valid DICOM; the readers turn it into an <see cref="Volumes.UnreadableImageException"/> that names the file.</summary>
sealed class DicomFormatException(string reason) : Exception(reason);
