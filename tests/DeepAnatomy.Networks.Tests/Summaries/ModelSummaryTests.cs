using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Summaries;

namespace DeepAnatomy.Networks.Tests.Summaries;

/// <summary>The summary of a model as Keras prints it.</summary>
public class ModelSummaryTests
{
    static Network Small => NetworkBuilder.Sequential(
        "small",
        new([null, 8, 8, 1]),
        new Convolution { Name = "first", SpatialRank = 2, Filters = 4, KernelSize = [3, 3], Padding = Padding.Same },
        new BatchNormalization { Name = "" },
        new GlobalAveragePooling { Name = "", SpatialRank = 2 },
        new Dense { Name = "", Units = 3 });

    [Fact]
    public void A_sequential_model_is_printed_as_keras_does() => Assert.StartsWith(
        """
        Model: "small"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
        ┃ Layer (type)                                      ┃ Output Shape    ┃ Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
        │ first (Conv2D)                                    │ (None, 8, 8, 4) │      40 │
        ├───────────────────────────────────────────────────┼─────────────────┼─────────┤
        │ batch_normalization (BatchNormalization)          │ (None, 8, 8, 4) │      16 │
        ├───────────────────────────────────────────────────┼─────────────────┼─────────┤
        │ global_average_pooling2d (GlobalAveragePooling2D) │ (None, 4)       │       0 │
        ├───────────────────────────────────────────────────┼─────────────────┼─────────┤
        │ dense (Dense)                                     │ (None, 3)       │      15 │
        └───────────────────────────────────────────────────┴─────────────────┴─────────┘
         Total params: 71 (284.00 B)
         Trainable params: 63 (252.00 B)
         Non-trainable params: 8 (32.00 B)
         Work for (1, 8, 8, 1):
        """,
        ModelSummary.Of(Small, []).ToText(100),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_of_the_table_is_wider_than_asked(int width)
    {
        var table = ModelSummary.Of(new AttentionUNet().Build(), []).ToText(width).Split('\n').Where(line => line.Length > 0 && line[0] is '│' or '┃' or '├' or '┏' or '└' or '┡').ToList();
        Assert.All(table, line => Assert.Equal(table[0].Length, line.Length));
        Assert.True(table[0].Length <= Math.Max(width, 52), $"{table[0].Length}");
    }

    [Fact]
    public void Connections_name_layer_call_and_output()
    {
        var rows = ModelSummary.Of(new UNet2D { Levels = 2 }.Build(), []).Rows;
        Assert.Equal(["dec1_up[0][0]", "enc1_2_act[0][0]"], rows.Single(row => row.Name == "dec1_cat").ConnectedTo.AsEnumerable());
        Assert.Empty(rows[0].ConnectedTo);
    }

    [Fact]
    public void Work_and_memory_hold_for_the_sizes_asked()
    {
        var network = new UNet2D { Classes = 4 }.Build();
        Assert.Null(ModelSummary.Of(network, []).FloatingPointOperations);
        var summary = ModelSummary.Of(network, [new([null, 128, 128, 1])]);

        // One step of training on a batch of 8 takes 3 times the forward work: 27.6 GFLOP.
        Assert.Equal(27.6, summary.FloatingPointOperations!.Value * 3 * 8 / 1e9, 0.5);
        Assert.Contains("GFLOP", summary.ToText(100), StringComparison.Ordinal);
        Assert.True(summary.Training!.Value.Total > summary.Inference!.Value.Total);
    }

    [Fact]
    public void The_state_of_the_optimizer_counts()
    {
        var state = new OptimizerState([NdArray.Of([], (ReadOnlySpan<long>)[3]), NdArray.Of([2, 5], new float[10])]);
        var summary = ModelSummary.Of(Small, [], state);
        Assert.Equal(11, summary.OptimizerParameters);
        Assert.Contains("Optimizer params: 11 (44.00 B)", summary.ToText(80), StringComparison.Ordinal);
        Assert.Contains("Total params: 82 ", summary.ToText(80), StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_models_open_on_demand()
    {
        var builder = new NetworkBuilder();
        var network = builder.Build("outer", builder.Add(Small, builder.Input(new([null, 8, 8, 1]), "x")));
        Assert.Equal(["x", "small"], ModelSummary.Of(network, []).Rows.Select(row => row.Path));
        var open = ModelSummary.Of(network, [], expandNested: true);
        Assert.Contains(open.Rows, row => row.Path == "small/first" && row.Depth == 1 && row.Parameters == 40);
        Assert.Contains(" └ first (Conv2D)", open.ToText(100), StringComparison.Ordinal);
        Assert.Equal(71, open.Parameters);
    }

    [Fact]
    public void The_same_as_data()
    {
        var json = JsonNode.Parse(ModelSummary.Of(Small, []).ToJson())!;
        Assert.Equal(71, (long)json["parameters"]!);
        Assert.Equal("first", (string)json["layers"]!.AsArray().First(layer => (string)layer!["className"]! == "Conv2D")!["path"]!);
        Assert.Equal(4, (int)json["layers"]!.AsArray().First(layer => (string)layer!["className"]! == "Conv2D")!["outputs"]![0]![3]!);
        Assert.Equal(64 * 9 * 4, (int)json["layers"]!.AsArray().First(layer => (string)layer!["className"]! == "Conv2D")!["multiplyAdds"]!);
    }

    [ReferenceDataTheory]
    [InlineData("unet2d"), InlineData("res_att_unet"), InlineData("sequential")]
    public void Models_of_keras_are_summarised_without_problems(string name)
    {
        var model = KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")).Model;
        var summary = ModelSummary.Of(model.Network, [], model.OptimizerState, expandNested: true);
        Assert.Empty(summary.Problems);
        Assert.Equal(model.Weights.Paths.Sum(path => model.Weights[path].Sum(array => (long)array.Count)), summary.Parameters);
    }
}
