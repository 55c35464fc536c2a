namespace DeepAnatomy.Training.Datasets;

/// <summary>One annotated scan.</summary>
/// <param name="Id">Name, unique in the dataset.</param>
/// <param name="Patient">Whose scan it is; scans of one patient never lie on both sides of a split.</param>
/// <param name="Image">File with the CT.</param>
/// <param name="Labels">File with the label map.</param>
/// <param name="Sex"><c>M</c> or <c>F</c>, where known.</param>
/// <param name="AgeYears">Age, where known.</param>
public sealed record DatasetCase(string Id, string Patient, string Image, string Labels, string? Sex = null, double? AgeYears = null);
