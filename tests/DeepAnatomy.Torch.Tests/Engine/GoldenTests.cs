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
        foreach (var file in Directory.GetFiles(ReferenceData.Path("keras/layers"), "*.keras"))
        {
            using var network = TorchNetwork.Load(KerasReader.Read(file).Model);
            var arrays = NpzFile.Read(Path.ChangeExtension(file, ".npz"));
            found.Add((Path.GetFileNameWithoutExtension(file), Compare(network, arrays)));
            found.Add(($"{Path.GetFileNameWithoutExtension(file)}, fast", Compare(network, arrays, isFast: true)));
        }

        foreach (var (name, difference) in found.OrderByDescending(f => f.Difference).Take(12))
        {
            output.WriteLine($"{name}: {difference:E2}");
        }

        Assert.Equal(2 * 257, found.Count);
        Assert.DoesNotContain(found, f => f.Difference > Tolerance);
    }

    [ReferenceDataTheory]
    [InlineData("unet2d")]
    [InlineData("res_att_unet")]
    [InlineData("sequential")]
    public void Every_tap_of_a_model_shows_what_Keras_computed(string name)
    {
        var arrays = NpzFile.Read(ReferenceData.Path($"keras/{name}.npz"));
        using var network = TorchNetwork.Load(KerasReader.Read(ReferenceData.Path($"keras/{name}.keras")).Model);
        var (outputs, fast) = (Compare(network, arrays), Compare(network, arrays, isFast: true));
        var taps = arrays.Keys.Where(key => key.StartsWith("tap_", StringComparison.Ordinal)).Select(key => key[4..]).ToArray();
        var tapped = network.Run(Inputs(arrays), new() { Taps = taps }).Taps;
        var worst = taps.Select(tap => (Tap: tap, Difference: Differences.Largest(arrays[$"tap_{tap}"], tapped[tap][0]))).MaxBy(tap => tap.Difference);
        output.WriteLine($"outputs {outputs:E2}, fast {fast:E2}, worst tap {worst.Tap} {worst.Difference:E2} of {taps.Length}");
        Assert.InRange(outputs, 0, Tolerance);
        Assert.InRange(fast, 0, Tolerance);
        Assert.InRange(worst.Difference, 0, Tolerance);
    }

    static double Compare(TorchNetwork network, IReadOnlyDictionary<string, NdArray> arrays, bool isFast = false)
    {
        var outputs = network.Run(Inputs(arrays), new() { IsFast = isFast }).Outputs;
        Assert.Equal(arrays.Keys.Count(key => key[0] == 'y'), outputs.Length);
        return outputs.Select((actual, index) => Differences.Largest(arrays[$"y{index}"], actual)).Max();
    }

    static NdArray[] Inputs(IReadOnlyDictionary<string, NdArray> arrays) =>
        [.. Enumerable.Range(0, arrays.Keys.Count(key => key[0] == 'x')).Select(index => arrays[$"x{index}"])];
}
