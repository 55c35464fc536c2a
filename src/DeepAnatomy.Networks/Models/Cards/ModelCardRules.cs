using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>What must hold between the fields of a card.</summary>
static class ModelCardRules
{
    public static void Check(ModelCard card, ProblemList problems)
    {
        Labels(card.Labels, problems);
        for (var index = 0; index < card.Inputs.Length; index++)
        {
            Input(card.Inputs[index], $"inputs[{index}]", problems);
        }

        for (var index = 0; index < card.Metrics.Length; index++)
        {
            Metric(card.Metrics[index], $"metrics[{index}]", problems);
        }
    }

    static void Labels(CardLabels labels, ProblemList problems)
    {
        foreach (var twice in labels.Labels.GroupBy(label => label.Value).Where(group => group.Count() > 1))
        {
            problems.Add("labels.labels", $"The value {twice.Key} is given to {string.Join(" and ", twice.Select(label => $"'{label.Name}'"))}.");
        }

        foreach (var twice in labels.Labels.GroupBy(label => label.Name).Where(group => group.Count() > 1))
        {
            problems.Add("labels.labels", $"The name '{twice.Key}' stands more than once.");
        }

        string[] names = [.. labels.Labels.Select(label => label.Name)];
        foreach (var (group, members) in labels.Groups)
        {
            foreach (var unknown in members.Where(member => names.Length > 0 && !names.Contains(member)))
            {
                problems.Add($"labels.groups.{group}", $"There is no label '{unknown}'; {NearestName.Offer(unknown, names)}.");
            }
        }
    }

    static void Input(CardInput input, string path, ProblemList problems)
    {
        int[] ranks = [.. new[] { input.SpacingMm.Length, input.PatchSize.Length, input.SizeMultiple.Length }.Where(length => length > 0).Distinct()];
        if (ranks.Length > 1)
        {
            problems.Add(path, $"Voxel size, patch and multiple must have the same number of axes, not {input.SpacingMm.Length}, {input.PatchSize.Length} and {input.SizeMultiple.Length}.");
        }

        foreach (var channel in input.Channels)
        {
            var needsWindow = channel.Intensity is CardIntensity.Window or CardIntensity.WindowSymmetric or CardIntensity.ClipAndStandardise;
            if (needsWindow && !(channel.Low < channel.High))
            {
                problems.Add($"{path}.channels", $"Channel '{channel.Name}' needs 'low' below 'high'.");
            }

            if (channel.Intensity == CardIntensity.ClipAndStandardise && !(channel is { Mean: not null, StandardDeviation: > 0 }))
            {
                problems.Add($"{path}.channels", $"Channel '{channel.Name}' needs 'mean' and 'standardDeviation' above 0.");
            }
        }
    }

    static void Metric(CardMetric metric, string path, ProblemList problems)
    {
        if (metric.Value is null && string.IsNullOrEmpty(metric.Reason))
        {
            problems.Add(path, $"'{metric.Name}' has no value and no reason.");
        }

        if (metric.Lower > metric.Value || metric.Value > metric.Upper || metric.Lower is null != metric.Upper is null)
        {
            problems.Add(path, $"The interval of '{metric.Name}' must have both ends and hold the value.");
        }
    }
}
