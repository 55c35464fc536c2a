using System.IO.Compression;
using System.Text.Json;
using DeepAnatomy.Networks.Arrays;

namespace DeepAnatomy.Cli.Tests.Models;

/// <summary>The commands for models, on real files.</summary>
public class ModelCommandTests
{
    // The bar for agreement with Keras: rounding of single precision through a whole network.
    const double Tolerance = 1e-5;

    [ReferenceDataTheory]
    [InlineData("unet2d.keras", "unet2d.npz")]
    [InlineData("unet2d.legacy_k3.h5", "unet2d.npz")]
    [InlineData("res_att_unet.keras", "res_att_unet.npz")]
    [InlineData("sequential.keras", "sequential.npz")]
    [InlineData("sequential.legacy_k3.h5", "sequential.npz")]
    public void A_model_gives_what_Keras_gave_at_every_layer(string model, string arrays)
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("model", "run", Keras(model), Keras(arrays), folder["out.npz"], "--tap", "all").Succeeds();
        var (expected, actual) = (NpzFile.Read(Keras(arrays)), NpzFile.Read(folder["out.npz"]));
        var compared = expected.Keys.Where(key => key[0] is 'y' or 't' && actual.ContainsKey(key)).ToArray();
        Assert.True(compared.Length >= 3, $"only {compared.Length} arrays in common");
        Assert.All(expected.Keys.Where(key => key[0] == 'y'), key => Assert.Contains(key, compared));
        Assert.All(compared, key => Assert.True(Difference(expected[key], actual[key]) <= Tolerance, $"{key}: {Difference(expected[key], actual[key])}"));
    }

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void A_checkpoint_of_nnUNet_gives_what_nnUNet_gave_and_converts(string name)
    {
        using var folder = new TemporaryFolder();
        var (checkpoint, arrays) = (Keras($"nnunet/{name}_checkpoint_final.pth"), Keras($"nnunet/{name}.npz"));
        CliRun.Of("model", "run", checkpoint, arrays, folder["out.npz"]).Succeeds();
        Assert.True(Difference(NpzFile.Read(arrays)["y"], NpzFile.Read(folder["out.npz"])["y0"]) <= Tolerance);

        CliRun.Of("model", "convert", checkpoint, folder["model.keras"]).Succeeds();
        using var shown = JsonDocument.Parse(CliRun.Of("model", "show", folder["model.keras"], "--json").Succeeds().Out);
        Assert.Equal("nnunet-2", shown.RootElement.GetProperty("card").GetProperty("origin").GetProperty("format").GetString());
    }

    [ReferenceDataFact]
    public void Converting_there_and_back_keeps_every_number()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("model", "convert", Keras("res_att_unet.keras"), folder["a.json"]).Succeeds();
        CliRun.Of("model", "convert", Keras("res_att_unet.keras"), folder["a.safetensors"]).Succeeds();
        CliRun.Of("model", "convert", Keras("res_att_unet.keras"), folder["a.weights.h5"]).Succeeds();
        foreach (var weights in new[] { "a.safetensors", "a.weights.h5" })
        {
            CliRun.Of("model", "convert", folder["a.json"], folder["b.keras"], "--weights", folder[weights]).Succeeds();
            CliRun.Of("model", "run", folder["b.keras"], Keras("res_att_unet.npz"), folder["b.npz"]).Succeeds();
            CliRun.Of("model", "run", Keras("res_att_unet.keras"), Keras("res_att_unet.npz"), folder["c.npz"]).Succeeds();
            Assert.Equal(0, Difference(NpzFile.Read(folder["b.npz"])["y0"], NpzFile.Read(folder["c.npz"])["y0"]));
        }
    }

    [ReferenceDataFact]
    public void An_exported_model_gives_the_same_numbers_in_ONNX_Runtime()
    {
        using var folder = new TemporaryFolder();
        CliRun.Of("model", "export", Keras("unet2d.keras"), "--onnx", folder["u.onnx"]).Succeeds();
        CliRun.Of("model", "run", folder["u.onnx"], Keras("unet2d.npz"), folder["out.npz"]).Succeeds();
        Assert.True(Difference(NpzFile.Read(Keras("unet2d.npz"))["y0"], NpzFile.Read(folder["out.npz"])["y0"]) <= Tolerance);
    }

    [ReferenceDataFact]
    public void Migration_proves_itself_and_says_what_it_guarded()
    {
        using var folder = new TemporaryFolder();
        var run = CliRun.Of("model", "migrate", Keras("unet2d.legacy_k3.h5"), folder["new.keras"], "--json").Succeeds();
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(0, json.RootElement.GetProperty("largestDifference").GetDouble());
        Assert.True(File.Exists(folder["new.keras"]));
    }

    [Fact]
    public void A_script_of_Keras_2_gets_hints_with_lines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["train.py"], "from tensorflow import keras\n\nlayer = keras.layers.LeakyReLU(alpha=0.1)\n");
        var run = CliRun.Of("model", "migrate", folder["train.py"]).Succeeds();
        Assert.Contains("train.py:3:", run.Out);
        Assert.Contains("negative_slope", run.Out);
    }

    [Fact]
    public void The_same_seed_creates_the_same_model_and_it_can_be_drawn()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a", "b" })
        {
            CliRun.Of("model", "create", "unet2d", folder[$"{name}.safetensors"], "--seed", "7").Succeeds();
        }

        Assert.Equal(File.ReadAllBytes(folder["a.safetensors"]), File.ReadAllBytes(folder["b.safetensors"]));
        CliRun.Of("model", "create", "unet2d", folder["a.keras"]).Succeeds();
        var run = CliRun.Of("model", "show", folder["a.keras"], "--graph", folder["a.svg"], "--size", "128").Succeeds();
        Assert.Contains("Total params", run.Out);
        Assert.StartsWith("<svg", File.ReadAllText(folder["a.svg"]).TrimStart());
    }

    [ReferenceDataFact]
    public void A_Lambda_is_refused_by_name_before_anything_is_computed()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Keras("layers/activation_relu.keras"), folder["l.keras"]);
        File.SetAttributes(folder["l.keras"], FileAttributes.Normal);
        Rewrite(folder["l.keras"], config => config.Replace("\"class_name\": \"Activation\"", "\"class_name\": \"Lambda\"", StringComparison.Ordinal));
        CliRun.Of("model", "run", folder["l.keras"], Keras("layers/activation_relu.npz"), folder["out.npz"]).FailsWith(2, "l.keras", "Lambda");
        Assert.False(File.Exists(folder["out.npz"]));
    }

    [ReferenceDataFact]
    public void Wrong_files_and_inputs_get_one_line()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder["two.npz"], [new("x0", NdArray.Of([1, 5, 5, 3], new float[75])), new("x1", NdArray.Of([1], new float[1]))]);
        NpzFile.Write(folder["none.npz"], [new("image", NdArray.Of([1], new float[1]))]);
        File.WriteAllText(folder["text.keras"], "not a model");
        CliRun.Of("model", "run", Keras("unet2d.keras"), folder["two.npz"], folder["out.npz"]).FailsWith(2, "unet2d.keras", "input");
        CliRun.Of("model", "run", Keras("unet2d.keras"), folder["none.npz"], folder["out.npz"]).FailsWith(2, "none.npz", "x0");
        CliRun.Of("model", "run", folder["text.keras"], Keras("unet2d.npz"), folder["out.npz"]).FailsWith(2, "text.keras");
        CliRun.Of("model", "run", folder["absent.keras"], Keras("unet2d.npz"), folder["out.npz"]).FailsWith(2, "absent.keras");
        CliRun.Of("model", "show", Keras("unet2d.npz")).FailsWith(2, "unet2d.npz");
        CliRun.Of("model", "convert", Keras("unet2d.keras"), folder["out.xyz"]).FailsWith(2, "out.xyz", ".keras");
    }

    static string Keras(string name) => ReferenceData.Path($"keras/{name}");

    static double Difference(NdArray expected, NdArray actual)
    {
        Assert.Equal(expected.Shape.AsEnumerable(), actual.Shape.AsEnumerable());
        double largest = 0;
        for (var n = 0; n < expected.Count; n++)
        {
            largest = Math.Max(largest, Math.Abs(expected[n] - actual[n]));
        }

        return largest;
    }

    static void Rewrite(string archive, Func<string, string> change)
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Update);
        var entry = zip.GetEntry("config.json")!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
        {
            text = reader.ReadToEnd();
        }

        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry("config.json").Open());
        writer.Write(change(text));
    }
}
