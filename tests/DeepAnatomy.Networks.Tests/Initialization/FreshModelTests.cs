using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Networks.Initialization;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Tests.Initialization;

public class FreshModelTests
{
    [ReferenceDataTheory]
    [InlineData("keras/unet2d.keras")]
    [InlineData("keras/res_att_unet.keras")]
    [InlineData("keras/sequential.keras")]
    [InlineData("keras/train/initial.keras")]
    public void Fresh_weights_have_the_places_and_shapes_of_those_of_Keras(string file)
    {
        var model = ModelFile.Open(ReferenceData.Path(file)).Model;
        var fresh = WeightInitializer.Create(model.Network, 1);
        Assert.Equal(model.Weights.Paths.Order(), fresh.Paths.Order());
        Assert.All(fresh.Paths, path => Assert.Equal(Shapes(model.Weights, path), Shapes(fresh, path)));
        Assert.All(fresh.Paths.SelectMany(path => fresh[path]), array => Assert.All(array.ToFloats(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Layers_inside_wrappers_get_weights_and_a_copy_has_the_numbers_of_what_it_copies()
    {
        var builder = new NetworkBuilder();
        var input = builder.Input(new([null, 6, 8, 8, 2]));
        var convolution = new Convolution { Name = "inner", SpatialRank = 2, Filters = 3, KernelSize = [3, 3] };
        var x = builder.Add(new TimeDistributed { Name = "td", Layer = new SpectralNormalization { Name = "sn", Layer = convolution } }, input);
        var fresh = WeightInitializer.Create(builder.Build("model", [x]), 1);
        Assert.Equal(["td/layer", "td/layer/layer"], fresh.Paths.Order());
        Assert.Equal([3, 3, 2, 3], fresh["td/layer/layer"][0].Shape.AsEnumerable());
        Assert.True(fresh["td/layer"][0].Bytes.SequenceEqual(fresh["td/layer/layer"][0].Bytes));
        Assert.Contains(fresh["td/layer/layer"][0].ToFloats(), value => value != 0);
    }

    static IEnumerable<string> Shapes(WeightSet weights, string path) => weights[path].Select(array => string.Join(",", array.Shape));
}
