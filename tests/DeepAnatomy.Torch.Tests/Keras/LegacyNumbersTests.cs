using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Tests.Keras;

/// <summary>What an old Keras computed is still computed, here and from the file that is written for Keras 3.</summary>
public class LegacyNumbersTests
{
    const int Rows = 5, Columns = 4, Channels = 2, RowFactor = 3, ColumnFactor = 2;

    // Rounding of a mean of six single-precision numbers.
    const double Tolerance = 1e-6;

    [Fact]
    public void Bilinear_enlargement_and_hard_sigmoid_of_Keras_2_2_4_keep_their_numbers()
    {
        var reading = KerasReader.ParseArchitecture(Architecture, "old.json");
        var model = new Model { Network = reading.Network, Weights = new([]), Origin = reading.Origin };
        var input = NdArray.Of([1, Rows, Columns, Channels], [.. Enumerable.Range(0, Rows * Columns * Channels).Select(n => (n * 37 % 41 / 5f) - 4)]);
        var expected = Expected(input);
        Assert.True(Largest(expected, Run(model, input)) <= Tolerance);

        var folder = Directory.CreateTempSubdirectory("deepanatomy-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "new.keras");
            KerasWriter.Write(model, file, DateTimeOffset.UnixEpoch);
            Assert.True(Largest(expected, Run(KerasReader.Read(file).Model, input)) <= Tolerance);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_the_guards_the_numbers_would_differ()
    {
        var reading = KerasReader.ParseArchitecture(Architecture, "old.json", new(LegacyBilinear: false, LegacyHardSigmoid: false));
        var model = new Model { Network = reading.Network, Weights = new([]), Origin = reading.Origin };
        var input = NdArray.Of([1, Rows, Columns, Channels], [.. Enumerable.Range(0, Rows * Columns * Channels).Select(n => (n * 37 % 41 / 5f) - 4)]);
        Assert.True(Largest(Expected(input), Run(model, input)) > 0.05);
    }

    static NdArray Run(Model model, NdArray input)
    {
        using var network = TorchNetwork.Load(model);
        return network.Run([input]).Outputs[0];
    }

    // TensorFlow 1's resize_bilinear without align_corners: source position = index / factor; then clip(0.2x + 0.5, 0, 1).
    static double[] Expected(NdArray input)
    {
        var values = new double[Rows * RowFactor * Columns * ColumnFactor * Channels];
        for (var row = 0; row < Rows * RowFactor; row++)
        {
            for (var column = 0; column < Columns * ColumnFactor; column++)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    var (y, x) = ((double)row / RowFactor, (double)column / ColumnFactor);
                    var (top, left) = ((int)y, (int)x);
                    var (bottom, right) = (Math.Min(top + 1, Rows - 1), Math.Min(left + 1, Columns - 1));
                    var upper = At(top, left) + ((x - left) * (At(top, right) - At(top, left)));
                    var lower = At(bottom, left) + ((x - left) * (At(bottom, right) - At(bottom, left)));
                    var value = upper + ((y - top) * (lower - upper));
                    values[(((row * Columns * ColumnFactor) + column) * Channels) + channel] = Math.Clamp((0.2 * value) + 0.5, 0, 1);

                    double At(int i, int j) => input[(((i * Columns) + j) * Channels) + channel];
                }
            }
        }

        return values;
    }

    static double Largest(double[] expected, NdArray actual)
    {
        Assert.Equal([1, Rows * RowFactor, Columns * ColumnFactor, Channels], actual.Shape.ToArray());
        double largest = 0;
        for (var n = 0; n < expected.Length; n++)
        {
            Assert.True(double.IsFinite(actual[n]));
            largest = Math.Max(largest, Math.Abs(expected[n] - actual[n]));
        }

        return largest;
    }

    const string Architecture = """
        {"class_name": "Model", "config": {"name": "old", "layers": [
          {"name": "in", "class_name": "InputLayer", "config": {"batch_input_shape": [null, null, null, 2], "dtype": "float32", "sparse": false, "name": "in"}, "inbound_nodes": []},
          {"name": "up", "class_name": "UpSampling2D", "config": {"name": "up", "trainable": true, "size": [3, 2], "data_format": "channels_last", "interpolation": "bilinear"}, "inbound_nodes": [[["in", 0, 0, {}]]]},
          {"name": "gate", "class_name": "Activation", "config": {"name": "gate", "trainable": true, "activation": "hard_sigmoid"}, "inbound_nodes": [[["up", 0, 0, {}]]]}],
          "input_layers": [["in", 0, 0]], "output_layers": [["gate", 0, 0]]}, "keras_version": "2.2.4", "backend": "tensorflow"}
        """;
}
