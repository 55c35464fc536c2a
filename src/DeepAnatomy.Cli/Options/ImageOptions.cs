using System.CommandLine;

namespace DeepAnatomy.Cli.Options;

/// <summary>Arguments and options that several commands share.</summary>
static class ImageOptions
{
    public static Argument<string> Ct() => new("ct") { Description = "The CT: .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd, or a DICOM folder or file." };

    public static Option<int?> Series() => new("--series") { Description = "DICOM series to use, by the number that 'info' shows; by default the best axial CT series.", HelpName = "N" };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };
}
