using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Torch.Engine;
using Xunit.Abstractions;

namespace DeepAnatomy.Torch.Tests.Engine;

/// <summary>Files that Keras wrote, with what Keras computed.</summary>
public class GoldenTests(ITestOutputHelper output)
{
    const double Tolerance = 1e-5;

    [ReferenceDataFact]
    public void Every_layer_computes_what_Keras_computed()
    {
        List<(string Name, double Difference)> found = [];
        var files = Directory.GetFiles(ReferenceData.Path("keras/layers"), "*.keras");
        foreach (var file in files)
        {
            using var network = TorchNetwork.Load(KerasReader.Read(file));
            found.Add((Path.GetFileNameWithoutExtension(file), Compare(network, NpzFile.Read(Path.ChangeExtension(file, ".npz")))));
        }

        foreach (var (name, difference) in found.OrderByDescending(f => f.Difference).Take(5))
        {
            output.WriteLine($"{name}: {difference:E2}");
        }

        Assert.Equal(257, found.Count);
        Assert.Empty(found.Where(f => f.Difference > Tolerance));
    }

    [ReferenceDataTheory]
    [InlineData("unet2d")]
    [InlineData("res_att_unet")]
    [InlineData("sequential")]
    public void Every_tap_of_a_model_shows_what_Keras_computed(string name)
    {
        var arrays = NpzFile.Read(ReferenceData.Path($"keras/{name}.npz"));
        using var network = TorchNetwork.Load(KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")));
        Assert.InRange(Compare(network, arrays), 0, Tolerance);
        var taps = arrays.Keys.Where(key => key.StartsWith("tap_", StringComparison.Ordinal)).Select(key => key[4..]).ToArray();
        var tapped = network.Run(Inputs(arrays), new() { Taps = taps }).Taps;
        Assert.Equal(taps.Order(), tapped.Keys.Order());
        foreach (var tap in taps)
        {
            var difference = Differences.Largest(arrays[$"tap_{tap}"], tapped[tap][0]);
            output.WriteLine($"{tap}: {difference:E2}");
            Assert.InRange(difference, 0, Tolerance);
        }
    }

    static double Compare(TorchNetwork network, IReadOnlyDictionary<string, NdArray> arrays)
    {
        var outputs = network.Run(Inputs(arrays)).Outputs;
        Assert.Equal(arrays.Keys.Count(key => key[0] == 'y'), outputs.Length);
        return outputs.Select((actual, index) => Differences.Largest(arrays[$"y{index}"], actual)).Max();
    }

    static NdArray[] Inputs(IReadOnlyDictionary<string, NdArray> arrays) =>
        [.. Enumerable.Range(0, arrays.Keys.Count(key => key[0] == 'x')).Select(index => arrays[$"x{index}"])];
}
