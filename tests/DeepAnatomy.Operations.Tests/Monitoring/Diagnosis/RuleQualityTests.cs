using System.Globalization;
using System.Text;
using DeepAnatomy.Operations.Monitoring.Diagnosis;

namespace DeepAnatomy.Operations.Tests.Monitoring.Diagnosis;

public class RuleQualityTests
{
    const int Seeds = 20;
    const int Healthy = 40;

    [Fact]
    [Trait("Speed", "long")]
    public void Rules_find_what_they_should_in_labelled_curves_as_the_documentation_says()
    {
        var healthy = Enumerable.Range(1000, Healthy).Select(seed => Rules(new SyntheticTraining(seed).Run().Findings)).ToArray();
        var table = new StringBuilder("| rule | positive | negative | healthy | precision | recall | borderline found |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        List<string> weak = [];
        foreach (var rule in LabelledCases.All.GroupBy(one => one.Rule).Select(group => (Name: group.Key, Cases: group.ToArray())).Concat(ClockCases.All).OrderBy(rule => int.Parse(rule.Name.Trim('H', 'b'))).ThenBy(rule => rule.Name.Length))
        {
            var counts = Enum.GetValues<Label>().ToDictionary(label => label, label => Count(rule.Name, [.. rule.Cases.Where(one => one.Label == label)]));
            var falseHealthy = healthy.Count(found => found.Contains(rule.Name));
            var (hits, positives) = counts[Label.Positive];
            var (wrong, negatives) = counts[Label.Negative];
            var (border, borders) = counts[Label.Borderline];
            var recall = hits / (double)positives;
            var precision = hits / (double)Math.Max(1, hits + wrong + falseHealthy);
            table.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {hits} of {positives} | {wrong} of {negatives} | {falseHealthy} of {Healthy} | {precision:0.00} | {recall:0.00} | {(borders == 0 ? "–" : $"{border} of {borders}")} |\n");
            if (recall < 0.9 || precision < 0.9)
            {
                weak.Add(rule.Name);
            }
        }

        Assert.True(weak.Count == 0, $"too weak: {string.Join(", ", weak)}\n{table}\n{Details()}");
        var page = File.ReadAllText(Path.Combine(ReferenceData.ProjectRoot, "docs", "diagnosis.md"));
        Assert.True(page.Contains(table.ToString(), StringComparison.Ordinal), $"docs/diagnosis.md does not hold this table:\n{table}");
    }

    static (int Found, int Of) Count(string rule, LabelledCase[] cases) => (cases.Sum(one => Found(rule, one)), cases.Length * Seeds);

    static int Found(string rule, LabelledCase one)
    {
        var found = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var training = new SyntheticTraining(seed);
            one.Change(training);
            found += Rules(one is ClockCase clock ? clock.Judge(training) : training.Run().Findings).Contains(rule) ? 1 : 0;
        }

        return found;
    }

    static string Details() => string.Join('\n', LabelledCases.All.Select(one => $"{one.Rule} {one.Label} {one.Name}: {Found(one.Rule, one)} of {Seeds}"));

    static HashSet<string> Rules(IEnumerable<Finding> findings) => [.. findings.Select(finding => finding.Rule)];
}
