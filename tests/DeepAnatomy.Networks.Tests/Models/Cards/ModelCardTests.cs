using System.IO.Compression;
using System.Text;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.Tests.Documents;
using NJsonSchema;

namespace DeepAnatomy.Networks.Tests.Models.Cards;

/// <summary>Model cards: form, reading with all problems at once, and where they lie.</summary>
public sealed class ModelCardTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("cards").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static ModelCard Card => new()
    {
        Name = "abdomen",
        Summary = "Finds muscles at L3; Größe egal.",
        Limits = ["No contrast agent seen."],
        Licence = "CC-BY-4.0",
        Inputs = [new() { Name = "ct", SpacingMm = [5, 0.8, 0.8], PatchSize = [1, 256, 256], Channels = [new() { Name = "CT", Intensity = CardIntensity.ClipAndStandardise, Low = -200, High = 300, Mean = 20, StandardDeviation = 50 }] }],
        Labels = new() { LabelSet = "deepanatomy-1", Labels = [new() { Value = 0, Name = "background" }, new() { Value = 1, Name = "psoas_left" }], Groups = System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableArray<string>>.Empty.Add("psoas", ["psoas_left"]) },
        Training = new() { Summary = "Phantoms.", Data = [new() { Name = "phantoms", Synthetic = true, Cases = 40 }], Seed = 7 },
        Metrics = [new() { Name = "Dice", Definition = "2|A∩B|/(|A|+|B|), per case, empty pairs left out", Dataset = "phantoms", Value = 0.95, Lower = 0.93, Upper = 0.96, Confidence = 0.95 }],
        Origin = new() { Format = "nnunet-2", NnUnet = new() { Configuration = "2d", MirrorAxes = [0, 1], TransposeForward = [0, 1, 2], Resampling = new() { ["order"] = 3 }, UseMaskForNorm = [false], Foreground = [new() { Mean = 20, StandardDeviation = 50 }] } },
        Provenance = new() { Version = "0.1.0", Command = "train a.yaml", Created = "2026-11-25T10:00:00Z" },
    };

    [Fact]
    public void A_card_comes_back_as_it_was_written()
    {
        var bytes = ModelCardJson.ToBytes(Card);
        Assert.Equal(bytes, ModelCardJson.ToBytes(ModelCardJson.Read(bytes, "card.json")));
        Assert.Contains("Größe", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_is_that_of_the_code() => Contracts.MustBe("model-card.schema.json", ModelCardJson.Schema());

    [Fact]
    public async Task A_written_card_keeps_to_the_schema()
    {
        var schema = await JsonSchema.FromJsonAsync(ModelCardJson.Schema());
        Assert.Empty(schema.Validate(Encoding.UTF8.GetString(ModelCardJson.ToBytes(Card))));
        Assert.NotEmpty(schema.Validate("""{ "name": "a", "task": "nonsense" }"""));
    }

    [Fact]
    public void All_problems_are_told_at_once_with_their_lines()
    {
        var error = Assert.Throws<InvalidDocumentException>(() => ModelCardJson.Read(
            """
            {
              "nmae": "abdomen",
              "task": "segmentaton",
              "inputs": [{ "spacingMm": [0.001, 1],
                "patchSize": 3 }],
              "training": { "epochs": 1.5, "seed": true },
              "hashes": { "model": "abc" }
            }
            """u8, "card.json"));
        Assert.Equal(
            ["2 nmae", "3 task", "4 inputs[0].spacingMm[0]", "5 inputs[0].patchSize", "6 training.epochs", "6 training.seed", "7 hashes.model", "1 name"],
            error.Problems.Select(problem => $"{problem.Line} {problem.Path}").OrderBy(text => text == "1 name" ? 1 : 0));
        Assert.Contains("the nearest is 'name'", error.Message, StringComparison.Ordinal);
        Assert.Contains("the nearest is 'segmentation'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "a", "metrics": [{ "name": "Dice", "definition": "d", "dataset": "s" }] }""", "no value and no reason")]
    [InlineData("""{ "name": "a", "metrics": [{ "name": "Dice", "definition": "d", "dataset": "s", "value": 0.5, "lower": 0.6, "upper": 0.7 }] }""", "hold the value")]
    [InlineData("""{ "name": "a", "labels": { "labels": [{ "value": 1, "name": "psoas" }], "groups": { "g": ["psoa"] } } }""", "nearest is 'psoas'")]
    [InlineData("""{ "name": "a", "inputs": [{ "channels": [{ "name": "CT", "intensity": "window", "low": 5 }] }] }""", "'low' below 'high'")]
    [InlineData("""{ "name": "a", "inputs": [{ "spacingMm": [1, 1], "patchSize": [1, 1, 1] }] }""", "same number of axes")]
    public void Fields_that_contradict_each_other_are_told(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDocumentException>(() => ModelCardJson.Read(Encoding.UTF8.GetBytes(json), "c")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    [InlineData("null")]
    public void What_is_no_card_is_refused(string json) =>
        Assert.NotEmpty(Assert.Throws<InvalidDocumentException>(() => ModelCardJson.Read(Encoding.UTF8.GetBytes(json), "c")).Problems);

    [Fact]
    public void A_card_lies_inside_a_keras_file_and_leaves_the_rest_alone()
    {
        var path = Path.Combine(folder, "net.keras");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "metadata.json", "config.json", "model.weights.h5" })
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(name));
            }
        }

        Assert.Null(ModelCardFile.Find(path));
        ModelCardFile.WriteInside(path, Card);
        ModelCardFile.WriteInside(path, Card with { Name = "second" });
        var found = ModelCardFile.Find(path)!;
        Assert.Equal("second", found.Name);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("config.jsonmodel.weights.h5"u8)), found.Hashes.Model);
        Assert.Equal(found.Hashes.Model, ModelCardFile.HashOf(path));
        using var after = ZipFile.OpenRead(path);
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5", "assets/model-card.json"], after.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void A_card_lies_beside_other_models()
    {
        var path = Path.Combine(folder, "net.onnx");
        File.WriteAllText(path, "x");
        Assert.Null(ModelCardFile.Find(path));
        ModelCardFile.WriteBeside(path, Card);
        Assert.True(File.Exists(Path.Combine(folder, "net.card.json")));
        Assert.Equal("abdomen", ModelCardFile.Find(path)!.Name);
    }

    [ReferenceDataFact]
    public void A_card_goes_into_a_file_of_keras()
    {
        var path = Path.Combine(folder, "unet2d.keras");
        File.Copy(ReferenceData.Path("keras/unet2d.keras"), path);
        var hash = ModelCardFile.HashOf(path);
        ModelCardFile.WriteInside(path, Card);
        Assert.Equal((hash, hash), (ModelCardFile.HashOf(path), ModelCardFile.Find(path)!.Hashes.Model));
    }

    [ReferenceDataFact]
    public void A_card_beside_a_file_of_keras_must_be_its_own()
    {
        var path = Path.Combine(folder, "unet2d.keras");
        File.Copy(ReferenceData.Path("keras/unet2d.keras"), path);
        ModelCardFile.WriteBeside(path, Card);
        Assert.Equal("abdomen", ModelCardFile.Find(path)!.Name);
        ModelCardFile.WriteBeside(path, Card with { Hashes = Card.Hashes with { Model = ModelCardFile.HashOf(path) } });
        Assert.Equal("abdomen", ModelCardFile.Find(path)!.Name);
        ModelCardFile.WriteBeside(path, Card with { Hashes = Card.Hashes with { Model = new('a', 64) } });
        var error = Assert.Throws<UnreadableModelException>(() => ModelCardFile.Find(path));
        Assert.Contains("unet2d.card.json: it is the card of another model (it names the hash aaaaaaaa…)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cards_of_the_models_that_ship_are_their_own()
    {
        var models = Directory.GetFiles(Path.Combine(ReferenceData.ProjectRoot, "models"), "*.keras", SearchOption.AllDirectories);
        Assert.NotEmpty(models);
        Assert.All(models, model => Assert.Equal(ModelCardFile.HashOf(model), ModelCardFile.Find(model)!.Hashes.Model));
    }

    [Fact]
    public void Every_field_is_described_in_both_languages()
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(ModelCardJson.Schema())!;
        Assert.All(Descriptions(schema), text => Assert.True(text.English.Length > 3 && text.German.Length > 3));
    }

    static IEnumerable<(string English, string German)> Descriptions(System.Text.Json.Nodes.JsonNode node)
    {
        foreach (var (_, field) in node["properties"]?.AsObject() ?? [])
        {
            yield return ((string?)field!["description"] ?? "", (string?)field["x-de"] ?? "");
            foreach (var inner in Descriptions(field).Concat(field["items"] is { } items ? Descriptions(items) : []))
            {
                yield return inner;
            }
        }
    }
}
