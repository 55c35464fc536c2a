using System.CommandLine;

namespace DeepAnatomy.Cli.Options;

/// <summary>Options that choose the segmenter.</summary>
static class SegmenterOptions
{
    public static Option<string?> Model() => new("--model") { Description = "Trained network to use instead of the one that comes with the product; its structures must have the names of deepanatomy-1.", HelpName = "FILE" };

    public static Option<bool> Classical() => new("--classical") { Description = "Use the classical segmenter alone, without a network." };
}
