using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Running;

namespace DeepAnatomy.Torch.Tests.Running;

public sealed class RunnableModelFileTests
{
    [ReferenceDataTheory]
    [InlineData("unet2d.keras", "unet2d.npz", "x0", "y0", "keras-3")]
    [InlineData("unet2d.legacy_k3.h5", "unet2d.npz", "x0", "y0", null)]
    [InlineData("nnunet/plain2d_checkpoint_final.pth", "nnunet/plain2d.npz", "x", "y", "nnunet-2")]
    public void A_file_is_recognised_and_gives_its_golden_values(string file, string arrays, string input, string output, string? format)
    {
        var golden = NpzFile.Read(ReferenceData.Path("keras/" + arrays));
        using var model = RunnableModelFile.Open(ReferenceData.Path("keras/" + file));
        Assert.Equal(format ?? model.Format, model.Format);
        var actual = model.Run([golden[input]])[0];
        Assert.InRange(Differences.Largest(golden[output], actual), 0, 1e-5);
    }

    [ReferenceDataFact]
    public void An_exported_file_runs_as_the_network_does()
    {
        using var folder = new TemporaryFolder();
        var golden = NpzFile.Read(ReferenceData.Path("keras/unet2d.npz"));
        File.WriteAllBytes(folder.File("a.onnx"), OnnxExporter.ToBytes(ModelFile.Open(ReferenceData.Path("keras/unet2d.keras")).Model, "test"));
        using var model = RunnableModelFile.Open(folder.File("a.onnx"));
        Assert.Equal("onnx", model.Format);
        var actual = model.Run([golden["x0"]])[0];
        Assert.InRange(Differences.Largest(golden["y0"], actual), 0, 1e-5);
    }

    [ReferenceDataFact]
    public void An_image_of_nnUNet_may_have_its_channels_last_where_only_that_fits()
    {
        var golden = NpzFile.Read(ReferenceData.Path("keras/nnunet/plain2d.npz"));
        using var model = new NnUnetRunner(NnUnetFile.Open(ReferenceData.Path("keras/nnunet/plain2d_checkpoint_final.pth")));
        var first = Assert.Single(model.Run([golden["x"]]));
        var last = Assert.Single(model.Run([AxisOrder.Permute(golden["x"], [0, 2, 3, 1])]));
        Assert.Equal(AxisOrder.Permute(first, [0, 2, 3, 1]).Bytes.ToArray(), last.Bytes.ToArray());
    }

    [ReferenceDataFact]
    public void An_image_that_the_strides_do_not_divide_is_refused_with_the_divisors()
    {
        using var model = new NnUnetRunner(NnUnetFile.Open(ReferenceData.Path("keras/nnunet/plain2d_checkpoint_final.pth")));
        Assert.Contains("(8, 8)", Assert.Throws<ArgumentException>(() => model.Run([NdArray.Of([1, 1, 16, 12], new float[192])])).Message, StringComparison.Ordinal);
        Assert.Contains("1 channels", Assert.Throws<ArgumentException>(() => model.Run([NdArray.Of([1, 2, 8, 8], new float[128])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Run([NdArray.Of([1, 8, 8], new float[64])]));
    }

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void A_checkpoint_converted_to_Keras_gives_the_same_numbers(string name)
    {
        using var folder = new TemporaryFolder();
        var imported = NnUnetFile.Open(ReferenceData.Path($"keras/nnunet/{name}_checkpoint_final.pth"));
        KerasWriter.Write(imported.Model, folder.File("a.keras"), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var original = new NnUnetRunner(imported);
        using var converted = RunnableModelFile.Open(folder.File("a.keras"));
        var image = NpzFile.Read(ReferenceData.Path($"keras/nnunet/{name}.npz"))["x"];
        var output = converted.Run([AxisOrder.Permute(image, [0, 2, 3, 1])])[0];
        Assert.Equal(original.Run([image])[0].Bytes.ToArray(), AxisOrder.Permute(output, [0, 3, 1, 2]).Bytes.ToArray());
    }

    [ReferenceDataFact]
    [Trait("Speed", "long")]
    public void A_damaged_ONNX_file_is_refused_or_runs()
    {
        using var folder = new TemporaryFolder();
        var original = OnnxExporter.ToBytes(ModelFile.Open(ReferenceData.Path("keras/layers/conv3d_k2s2same.keras")).Model, "test");
        var random = new Random(5);
        for (var number = 0; number < 500; number++)
        {
            var bytes = original.ToArray();
            for (var change = 0; change < 3; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(folder.File("a.onnx"), number % 10 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                RunnableModelFile.Open(folder.File("a.onnx")).Dispose();
            }
            catch (UnreadableModelException e)
            {
                Assert.Contains("a.onnx", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("a.onnx")]
    [InlineData("a.pth")]
    [InlineData("a.keras")]
    public void A_file_that_is_no_model_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<UnreadableModelException>(() => RunnableModelFile.Open(folder.File(name)));
        File.WriteAllText(folder.File(name), "no model");
        Assert.Throws<UnreadableModelException>(() => RunnableModelFile.Open(folder.File(name)));
    }
}
