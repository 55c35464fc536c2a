using System.CommandLine;
using DeepAnatomy.Cli.Evaluations;

namespace DeepAnatomy.Cli.Options;

/// <summary>Options that evaluating and comparing share.</summary>
static class EvaluationOptions
{
    public static Option<string?> MatchLabels()
    {
        var option = new Option<string?>("--match-labels") { Description = "Which labels are the same: of the same value or name (default: by value; refused where the names say that the label sets differ).", HelpName = "value|name" };
        option.AcceptOnlyFromAmong(LabelMatch.ByValue, LabelMatch.ByName);
        return option;
    }
}
