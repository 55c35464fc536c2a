using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Training;

namespace DeepAnatomy.Networks.Tests.Training;

public class OutputSettingsTests
{
    [Theory]
    [InlineData("\"mse\"", "mse", "mse")]
    [InlineData("[\"mse\", null]", "mse", null)]
    [InlineData("""{"b": {"class_name": "Dice", "config": {"axis": null}}}""", null, "Dice")]
    [InlineData("""[{"class_name": "function", "config": "mae"}, ["mse"]]""", "mae", "mse")]
    [InlineData("null", null, null)]
    public void Losses_are_understood_in_every_form(string json, string? first, string? second)
    {
        var losses = OutputSettings.Losses(JsonNode.Parse(json), ["a", "b"]);
        Assert.Equal([first, second], losses.Select(loss => loss?.ClassName));
    }

    [Fact]
    public void Loss_weights_are_one_where_nothing_is_said()
    {
        Assert.Equal([1.0, 0.25], OutputSettings.LossWeights(JsonNode.Parse("""{"b": 0.25}"""), ["a", "b"]).AsEnumerable());
        Assert.Equal([2.0, 3.0], OutputSettings.LossWeights(JsonNode.Parse("[2.0, 3]"), ["a", "b"]).AsEnumerable());
        Assert.Equal([1.0, 1.0], OutputSettings.LossWeights(null, ["a", "b"]).AsEnumerable());
    }

    [Fact]
    public void Metrics_of_one_output_are_a_flat_list_and_of_several_a_list_for_each()
    {
        Assert.Equal(["accuracy", "mse"], OutputSettings.Metrics(JsonNode.Parse("""["accuracy", "mse"]"""), ["a"])[0].Select(metric => metric.ClassName));
        var split = OutputSettings.Metrics(JsonNode.Parse("""[["accuracy", {"class_name": "AUC", "config": {}}], []]"""), ["a", "b"]);
        Assert.Equal(["accuracy", "AUC"], split[0].Select(metric => metric.ClassName));
        Assert.Empty(split[1]);
        Assert.Equal("mse", OutputSettings.Metrics(JsonNode.Parse("""{"b": "mse"}"""), ["a", "b"])[1].Single().ClassName);
    }

    [Theory]
    [InlineData("[\"mse\"]", "2 outputs")]
    [InlineData("""{"c": "mse"}""", "c")]
    [InlineData("3", "neither")]
    public void What_does_not_fit_the_outputs_is_refused(string json, string inMessage) =>
        Assert.Contains(inMessage, Assert.Throws<ArgumentException>(() => OutputSettings.Losses(JsonNode.Parse(json), ["a", "b"])).Message, StringComparison.Ordinal);
}
