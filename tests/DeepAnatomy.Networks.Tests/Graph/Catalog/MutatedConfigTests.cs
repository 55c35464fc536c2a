using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CsCheck;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Graph.Catalog;

namespace DeepAnatomy.Networks.Tests.Graph.Catalog;

/// <summary>Damaged settings give problems, whatever is damaged.</summary>
public class MutatedConfigTests
{
    static readonly string[] Junk =
        ["null", "true", "-1", "0", "3", "1e300", "2147483647", "99999999999", "0.5", "\"\"", "\"relu\"", "[]", "{}", "[null]", "[1, 2, 3, 4, 5]", "[[1], 2]", "[[1, 2], [3, 4]]", "[\"a\"]", "{\"class_name\": \"Dense\", \"config\": {}}", "{\"class_name\": 3}"];

    [ReferenceDataFact]
    public void A_damaged_layer_gives_problems_or_a_layer_and_nothing_else()
    {
        List<JsonObject> entries = [.. KerasFiles.All.SelectMany(file => KerasFiles.Layers(KerasFiles.Config(file))).Select(pair => pair.Entry).DistinctBy(entry => entry["config"]!.ToJsonString())];
        ImmutableArray<TensorShape> images = [new([null, 8, 8, 4])];
        Gen.Select(Gen.Int[0, entries.Count - 1], Gen.Int[0, 10_000], Gen.Int[0, Junk.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, Junk.Length - 1]).Sample((which, first, junk, second, more) =>
        {
            var entry = entries[which].DeepClone().AsObject();
            Damage(entry, first, Junk[junk]);
            Damage(entry, second, Junk[more]);
            List<Problem> problems = [];
            var layer = LayerCatalog.Read(entry, "x", problems, (_, _) => null);
            Assert.True(layer is null == problems.Count > 0);
            if (layer is not null)
            {
                _ = LayerCatalog.Write(layer).ToJsonString();
                _ = NetworkAnalysis.Of(Around(layer, images)).Problems;
            }
        }, iter: 3000);
    }

    static Network Around(Layer layer, ImmutableArray<TensorShape> inputs) => new()
    {
        Name = "m",
        Layers = [new DeepAnatomy.Networks.Graph.Layers.InputLayer { Name = "in", Shape = inputs[0] }, layer with { Name = "x" }],
        Calls = [new() { Layer = 0 }, new() { Layer = 1, Arguments = [new TensorArgument(new(0))] }],
        Inputs = [new(0)],
        Outputs = [new(1)],
    };

    // Puts junk in the place of one node inside the settings.
    static void Damage(JsonObject entry, int number, string junk)
    {
        List<Action> places = [];
        Collect(entry["config"] as JsonObject ?? entry, junk, places);
        if (places.Count > 0)
        {
            places[number % places.Count]();
        }
    }

    static void Collect(JsonNode node, string junk, List<Action> places)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, child) in map.ToList())
            {
                places.Add(() => map[key] = JsonNode.Parse(junk));
                if (child is not null)
                {
                    Collect(child, junk, places);
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                var place = index;
                places.Add(() => list[place] = JsonNode.Parse(junk));
            }
        }
    }
}
