using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Sarcopenia.Analyses;
using NJsonSchema;

namespace DeepAnatomy.Sarcopenia.Tests.Analyses;

public sealed class MeasurementsWritingTests
{
    static async Task<string[]> ProblemsAsync(string json)
    {
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(ReferenceData.ProjectRoot, "contracts", "measurements.schema.json")));
        return [.. schema.Validate(json).Select(e => e.ToString())];
    }

    [Fact]
    public async Task The_json_of_a_complete_analysis_has_the_form_of_its_schema() =>
        Assert.Empty(await ProblemsAsync(MeasurementsJson.ToText(new Trunk().Analyse())));

    [Fact]
    public async Task The_json_of_an_analysis_without_its_level_or_person_has_the_form_too() =>
        Assert.Empty(await ProblemsAsync(MeasurementsJson.ToText(Quantifier.Run(new Trunk().Relabel(ProductLabels.VertebraL3, 0).Request() with { Subject = new() }))));

    [Fact]
    public async Task The_schema_refuses_a_value_without_a_number_and_a_reason()
    {
        var json = MeasurementsJson.ToText(new Trunk().Analyse());
        Assert.NotEmpty(await ProblemsAsync(json.Replace("\"id\": \"SMA\"", "\"ident\": \"SMA\"")));
        Assert.NotEmpty(await ProblemsAsync(System.Text.RegularExpressions.Regex.Replace(json, "\"value\": [0-9.]+,\n      \"unit\"", "\"value\": null,\n      \"unit\"")));
    }

    [Fact]
    public void The_same_analysis_gives_the_same_bytes() =>
        Assert.Equal(MeasurementsJson.ToText(new Trunk().Analyse()), MeasurementsJson.ToText(new Trunk().Analyse()));

    [Fact]
    public void The_csv_has_one_row_per_value_and_empty_cells_for_null()
    {
        var analysis = Quantifier.Run(new Trunk().Request() with { Subject = new() });
        var lines = MeasurementsCsv.ToText(analysis).TrimEnd().Split("\r\n");
        Assert.Equal(analysis.Measurements.Length + 1, lines.Length);
        var smi = lines.Single(l => l.Contains(",SMI,skeletal_muscle,both,", StringComparison.Ordinal));
        Assert.Contains(",both,,cm2/m2,", smi, StringComparison.Ordinal);
        Assert.Contains("the body height is not known", smi, StringComparison.Ordinal);
    }
}
