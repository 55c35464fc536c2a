using System.CommandLine;
using DeepAnatomy.Cli.Segmentations;

namespace DeepAnatomy.Cli.Options;

/// <summary>Options that choose the segmenter.</summary>
sealed class SegmenterOptions
{
    readonly Option<string?> by = new("--by") { Description = "Who decides the labels: both (the usual: the classical segmenter, confirmed by the network), classical (quicker; the network looks at L3 only) or network. A note says where they disagree.", HelpName = "both|classical|network" };
    readonly Option<string?> model = new("--model") { Description = "Trained network to use instead of the one that comes with the product; its structures must have the names of deepanatomy-1. It decides the labels unless --by says otherwise.", HelpName = "FILE" };
    readonly Option<bool> noCheck = new("--no-check") { Description = "Leave the network out: the classical segmenter alone, the quickest." };

    public SegmenterOptions() => by.AcceptOnlyFromAmong("both", "classical", "network");

    public void AddTo(Command command)
    {
        command.Add(by);
        command.Add(model);
        command.Add(noCheck);
    }

    public SegmenterChoice Read(ParseResult parsed) => SegmenterChoice.Of(parsed.GetValue(by), parsed.GetValue(model), !parsed.GetValue(noCheck));
}
