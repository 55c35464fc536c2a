using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Layers;

public class NoiseTests
{
    [Fact]
    public void Dropout_makes_up_for_what_it_drops()
    {
        var values = Train(new Dropout { Name = "layer", Rate = 0.25 }, value: 1);
        Assert.Equal([0f, 1 / 0.75f], values.Distinct().Order());
        Assert.InRange(values.Average(), 0.97, 1.03);
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels_of_an_image()
    {
        var values = Train(new SpatialDropout { Name = "layer", SpatialRank = 2, Rate = 0.5 }, value: 1);
        Assert.Equal([0f, 2f], values.Distinct().Order());
        for (var image = 0; image < 4; image++)
        {
            for (var channel = 0; channel < 10; channel++)
            {
                Assert.Single(Enumerable.Range(0, 400).Select(place => values[(((image * 400) + place) * 10) + channel]).Distinct());
            }
        }
    }

    [Fact]
    public void Gaussian_noise_has_the_wanted_deviation()
    {
        Assert.InRange(Deviation(Train(new GaussianNoise { Name = "layer", StandardDeviation = 0.5 }, value: 0)), 0.48, 0.52);
        Assert.InRange(Deviation(Train(new GaussianDropout { Name = "layer", Rate = 0.2 }, value: 1)), 0.48, 0.52);
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_deviation_of_normal_numbers()
    {
        var values = Train(new AlphaDropout { Name = "layer", Rate = 0.3 }, value: null);
        Assert.InRange(values.Average(), -0.05, 0.05);
        Assert.InRange(Deviation(values), 0.95, 1.05);
    }

    [Fact]
    public void A_dropout_of_rate_1_leaves_nothing_and_one_of_rate_0_everything()
    {
        Assert.All(Train(new Dropout { Name = "layer", Rate = 1 }, value: 1), value => Assert.Equal(0, value));
        Assert.All(Train(new Dropout { Name = "layer", Rate = 0 }, value: 1), value => Assert.Equal(1, value));
    }

    static float[] Train(Layer layer, float? value)
    {
        using var network = TorchNetwork.Load(TestModels.Of(layer, 1, TestModels.Shape(20, 20, 10)), new() { Purpose = EnginePurpose.Training });
        using var scope = torch.NewDisposeScope();
        using var source = new torch.Generator(4);
        var input = value is { } constant ? torch.full([4, 20, 20, 10], constant) : torch.randn([4, 20, 20, 10], generator: source);
        return network.Forward([input], training: true)[0].contiguous().data<float>().ToArray();
    }

    static double Deviation(float[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
}
