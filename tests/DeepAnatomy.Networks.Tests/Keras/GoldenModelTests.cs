using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Keras;

public class GoldenModelTests
{
    static readonly DateTimeOffset Date = new(2026, 11, 23, 6, 48, 38, TimeSpan.Zero);

    [ReferenceDataFact]
    public void Every_reference_model_is_read_and_holds_exactly_the_weights_that_h5py_sees()
    {
        Assert.True(GoldenModels.All.Count > 270);
        var expected = Python.HasH5py ? GoldenModels.Weights([.. GoldenModels.All]) : [];
        foreach (var path in GoldenModels.All)
        {
            var reading = KerasReader.Read(path);
            Assert.Empty(reading.Notes);
            if (expected.TryGetValue(path, out var weights))
            {
                Assert.Equal(
                    weights.Where(item => item.Key[^1] != '/' && !item.Key.StartsWith("optimizer", StringComparison.Ordinal)).Select(item => $"{item.Key} {Hash(item.Value)}"),
                    Hashes(reading.Model).Order(StringComparer.Ordinal));
            }
        }
    }

    [ReferenceDataFact]
    public void Every_reference_model_is_written_and_read_back_bit_for_bit_with_the_structure_that_Keras_writes()
    {
        using var folder = new TemporaryFolder();
        List<(string Golden, string Written)> pairs = [];
        foreach (var path in GoldenModels.All)
        {
            var model = KerasReader.Read(path).Model;
            var written = folder.File($"{pairs.Count}.keras");
            KerasWriter.Write(model, written, Date);
            var back = KerasReader.Read(written).Model;
            Assert.Equal(Hashes(model), Hashes(back));
            Assert.Equal(KerasWriter.ToJson(model), KerasWriter.ToJson(back));
            Assert.Equal(model.OptimizerState?.Variables.Select(variable => Convert.ToHexString(variable.Bytes)), back.OptimizerState?.Variables.Select(variable => Convert.ToHexString(variable.Bytes)));
            pairs.Add((path, written));
        }

        if (Python.HasH5py)
        {
            var structures = GoldenModels.Weights([.. pairs.SelectMany(pair => new[] { pair.Golden, pair.Written })]);
            foreach (var (golden, written) in pairs)
            {
                Assert.Equal(structures[golden].Where(IsDemanded).Select(item => $"{item.Key} {item.Value}"), structures[written].Select(item => $"{item.Key} {item.Value}"));
            }
        }
    }

    [ReferenceDataFact]
    public void The_layers_of_a_written_model_stand_in_the_order_of_Keras()
    {
        foreach (var path in GoldenModels.All)
        {
            var golden = Config(path);
            var written = JsonNode.Parse(KerasWriter.ToJson(KerasReader.Read(path).Model))!;
            Assert.Equal(Names(golden), Names(written));
        }
    }

    [ReferenceDataTheory]
    [InlineData("unet2d")]
    [InlineData("res_att_unet")]
    [InlineData("sequential")]
    public void Architecture_and_weights_in_files_of_their_own_give_the_same_model(string name)
    {
        var whole = KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")).Model;
        var apart = KerasReader.Read(ReferenceData.Path($"keras/{name}.to_json.json"), ReferenceData.Path($"keras/{name}.weights.h5")).Model;

        Assert.Equal(Hashes(whole), Hashes(apart));
        Assert.Equal(KerasWriter.ToJson(whole with { Compilation = null }), KerasWriter.ToJson(apart));
    }

    [ReferenceDataTheory]
    [InlineData("unet2d")]
    [InlineData("sequential")]
    public void A_legacy_file_of_Keras_3_gives_the_same_model(string name)
    {
        var whole = KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")).Model;
        var legacy = KerasReader.Read(ReferenceData.Path($"keras/{name}.legacy_k3.h5"));

        Assert.Empty(legacy.Notes);
        Assert.Equal(Hashes(whole), Hashes(legacy.Model));
        Assert.Equal(KerasWriter.ToJson(whole with { Compilation = null }), KerasWriter.ToJson(legacy.Model with { Compilation = null }));
    }

    [ReferenceDataFact]
    public void A_weights_file_is_written_and_read_back()
    {
        using var folder = new TemporaryFolder();
        var model = KerasReader.Read(ReferenceData.Path("keras/res_att_unet.keras")).Model;
        WeightsFile.Write(folder.File("a.weights.h5"), model.Network, model.Weights);

        Assert.Equal(Hashes(model), Hashes(model with { Weights = WeightsFile.Read(folder.File("a.weights.h5"), model.Network) }));
    }

    [ReferenceDataFact]
    public void The_same_model_and_date_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var model = KerasReader.Read(ReferenceData.Path("keras/train/final_opt_adam.keras")).Model;
        KerasWriter.Write(model, folder.File("a.keras"), Date);
        KerasWriter.Write(model, folder.File("b.keras"), Date);

        Assert.Equal(File.ReadAllBytes(folder.File("a.keras")), File.ReadAllBytes(folder.File("b.keras")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        using var archive = ZipFile.OpenRead(folder.File("a.keras"));
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        using var metadata = new StreamReader(archive.Entries[0].Open());
        Assert.Equal("""{"keras_version":"3.0.0","date_saved":"2026-11-23@06:48:38"}""", metadata.ReadToEnd());
    }

    [ReferenceDataFact]
    public void Nothing_that_an_older_Keras_3_refuses_is_written()
    {
        string[] refused = ["ragged", "optional", "quantization_config", "renorm", "input_axes", "shared_object_id", "build_config", "DTypePolicy", "compile_config"];
        foreach (var path in GoldenModels.All)
        {
            var json = KerasWriter.ToJson(KerasReader.Read(path).Model with { Compilation = null });
            Assert.All(refused, key => Assert.DoesNotContain($"\"{key}", json));
        }
    }

    [ReferenceDataFact]
    public void A_compressed_archive_a_folder_and_shards_are_read()
    {
        using var folder = new TemporaryFolder();
        var golden = ReferenceData.Path("keras/sequential.keras");
        var expected = Hashes(KerasReader.Read(golden).Model);
        var unzipped = folder.File("folder");
        ZipFile.ExtractToDirectory(golden, unzipped);
        ZipFile.CreateFromDirectory(unzipped, folder.File("packed.keras"), CompressionLevel.SmallestSize, includeBaseDirectory: false);

        Assert.Equal(expected, Hashes(KerasReader.Read(folder.File("packed.keras")).Model));
        Assert.Equal(expected, Hashes(KerasReader.Read(unzipped).Model));

        File.Move(Path.Combine(unzipped, "model.weights.h5"), Path.Combine(unzipped, "model_00000.weights.h5"));
        File.WriteAllText(Path.Combine(unzipped, "model.weights.json"), """{"metadata": {"total_size": 1}, "weight_map": {"/layers/conv2d/vars": "model_00000.weights.h5"}}""");
        Assert.Equal(expected, Hashes(KerasReader.Read(unzipped).Model));
    }

    static JsonNode Config(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.GetEntry("config.json")!.Open();
        return JsonNode.Parse(stream)!;
    }

    static IEnumerable<string> Names(JsonNode model) => model["config"]!["layers"]!.AsArray().Select(layer => layer!["config"]!["name"]?.ToString() ?? layer["name"]!.ToString());

    static string Hash(string listed) => JsonDocument.Parse(listed).RootElement[2].GetString()!;

    static IEnumerable<string> Hashes(Model model) =>
        from place in WeightPlaces.Of(model.Network).All()
        from item in place.Datasets().Zip(model.Weights[place.Path])
        select $"{(place.Group.Length == 0 ? "" : place.Group + "/")}{item.First} {Convert.ToHexStringLower(SHA256.HashData(item.Second.Bytes))}";

    /// <summary>Attention keeps two layers without weights in groups that no version needs.</summary>
    static bool IsDemanded(KeyValuePair<string, string> item) => !item.Key.Contains("/_dropout_layer", StringComparison.Ordinal) && !item.Key.Contains("/_softmax", StringComparison.Ordinal);
}
