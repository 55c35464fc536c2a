using DeepAnatomy.Imaging.Labels;

namespace DeepAnatomy.Training.Datasets;

/// <summary>What a reader of one layout found, before the layouts' common checks.</summary>
sealed class FoundCases
{
    /// <summary>Cases; <c>Labels</c> is empty where there is no label map.</summary>
    public List<DatasetCase> Cases { get; } = [];

    /// <summary>What is wrong so far.</summary>
    public List<DatasetProblem> Problems { get; } = [];

    /// <summary>What a user should know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What the layout itself says of the label values.</summary>
    public LabelSet? LabelSet { get; set; }

    public void Problem(string path, string reason, string remedy, string setting = "") => Problems.Add(new(path, reason, remedy) { Setting = setting });
}
