using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Safetensors;

namespace DeepAnatomy.Networks.Tests.Safetensors;

public sealed class SafetensorsWeightsTests
{
    [ReferenceDataTheory]
    [InlineData("unet2d")]
    [InlineData("res_att_unet")]
    [InlineData("sequential")]
    public void Weights_come_back_bit_by_bit(string name)
    {
        using var folder = new TemporaryFolder();
        var model = ModelFile.Open(ReferenceData.Path($"keras/{name}.keras")).Model;
        SafetensorsWeights.Write(folder.File("w.safetensors"), model);
        var read = SafetensorsWeights.Read(folder.File("w.safetensors"), model.Network);
        Assert.Equal(model.Weights.Paths.Order(), read.Paths.Order());
        Assert.All(model.Weights.Paths, path => Assert.All(model.Weights[path].Zip(read[path]), pair => Assert.Equal(pair.First.Bytes.ToArray(), pair.Second.Bytes.ToArray())));
    }

    [ReferenceDataFact]
    public void Weights_of_another_network_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var model = ModelFile.Open(ReferenceData.Path("keras/unet2d.keras")).Model;
        SafetensorsFile.Write(folder.File("w.safetensors"), [new("conv2d/kernel", NdArray.Of([1], [1f])), new("stranger", NdArray.Of([1], [1f]))]);
        var thrown = Assert.Throws<UnreadableModelException>(() => SafetensorsWeights.Read(folder.File("w.safetensors"), model.Network));
        Assert.Contains("'conv2d/kernel' has the shape (1)", thrown.Reason, StringComparison.Ordinal);
        Assert.Contains("is missing", thrown.Reason, StringComparison.Ordinal);
    }
}
