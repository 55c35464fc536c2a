using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Training.Tests.Inference;

public sealed class RecipeReaderTests
{
    static readonly ModelCard Card = new()
    {
        Name = "test",
        Inputs = [new() { Channels = [new() { Name = "CT", Intensity = CardIntensity.WindowSymmetric, Low = -200, High = 300 }], SpacingMm = [1.5, 1.6], PatchSize = [64, 96], SizeMultiple = [16, 8], Crop = "body" }],
        Labels = new() { LabelSet = "s-1", Labels = [new() { Value = 0, Name = "background" }, new() { Value = 9, Name = "psoas_left", Channel = 1 }] },
    };

    [Fact]
    public void A_card_becomes_a_recipe()
    {
        var recipe = RecipeReader.Read("m.keras", Network(2, "softmax"), Card);
        Assert.Equal(ScoreKind.Probabilities, recipe.Scores);
        Assert.Equal([1.6, 1.5, 0.0], recipe.SpacingMm.ToArray());
        Assert.Equal([8, 16, 1], recipe.Multiple.ToArray());
        Assert.Equal([0, 0, 1], recipe.Tile.ToArray());
        Assert.Equal([new(0, 0, "background"), new(1, 9, "psoas_left")], recipe.Classes.ToArray());
        Assert.True(recipe.CropsToBody);
        Assert.False(recipe.IsRegions);
    }

    [Fact]
    public void A_network_without_last_function_gives_logits_and_one_output_is_a_region()
    {
        Assert.Equal(ScoreKind.Logits, RecipeReader.Read("m", Network(2, "linear"), Card).Scores);
        var one = Card with { Labels = new() { Labels = [new() { Value = 4, Name = "muscle" }] } };
        var recipe = RecipeReader.Read("m", Network(1, "sigmoid"), one);
        Assert.True(recipe.IsRegions);
        Assert.Equal([new(0, 4, "muscle")], recipe.Classes.ToArray());
    }

    [Fact]
    public void Facts_of_nn_unet_decide_axes_tiles_and_padding()
    {
        var imported = Card with { Origin = new() { Format = "nnunet-2", NnUnet = new() { NormalizationSchemes = ["CTNormalization"], TransposeForward = [1, 0, 2], MirrorAxes = [0], ImageReader = "SimpleITKIO" } } };
        var recipe = RecipeReader.Read("m", Network(2, "linear"), imported);
        Assert.Null(recipe.AxisCodes);
        Assert.Equal([96, 64, 1], recipe.Tile.ToArray());
        Assert.Equal([1, 0, 2], recipe.Transpose.ToArray());
        Assert.Equal([1], recipe.MirrorAxes!.Value.ToArray());
        Assert.True(recipe.PadsWithZero);
        Assert.False(recipe.SwapsSides);
    }

    [Fact]
    public void An_order_of_axes_that_is_none_is_refused()
    {
        var imported = Card with { Origin = new() { Format = "nnunet-2", NnUnet = new() { NormalizationSchemes = ["CTNormalization"], TransposeForward = [0, 0, 2] } } };
        Assert.Contains("(0, 0, 2)", Assert.Throws<UnreadableModelException>(() => RecipeReader.Read("m", Network(2, "linear"), imported)).Message);
    }

    [Fact]
    public void Without_a_card_it_is_said_what_is_missing_and_where_it_goes()
    {
        var error = Assert.Throws<UnreadableModelException>(() => RecipeReader.Read("m.keras", Network(2, "softmax"), null));
        Assert.Contains("m.card.json", error.Message);
        Assert.Contains("HU window", error.Message);
    }

    [Fact]
    public void All_that_a_card_lacks_is_said_at_once()
    {
        var poor = new ModelCard { Name = "poor", Task = CardTask.Regression, Inputs = [new() { Channels = [new() { Name = "a", Intensity = CardIntensity.Window }, new() { Name = "b" }] }], Labels = new() { Labels = [new() { Value = 5, Name = "five" }] } };
        var error = Assert.Throws<UnreadableModelException>(() => RecipeReader.Read("m", Network(2, "softmax"), poor));
        Assert.Equal(["inputs[0].channels", "inputs[0].channels", "labels", "task"], error.Problems.Select(problem => problem.Path).Order());
    }

    static Network Network(int outputs, string function)
    {
        var builder = new NetworkBuilder();
        var x = builder.Input(new([null, null, null, 1]));
        return builder.Build("n", builder.Add(new Convolution { SpatialRank = 2, Filters = outputs, KernelSize = [1, 1], Activation = new(function) }, x));
    }
}
