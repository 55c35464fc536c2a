using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Onnx;
using DeepAnatomy.Torch.Running;

namespace DeepAnatomy.Torch.Tests.Onnx;

public sealed class NnUnetGoldenTests
{
    const double Tolerance = 1e-5;

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void A_checkpoint_gives_the_golden_values_through_the_engine(string name)
    {
        using var model = new NnUnetRunner(NnUnetFile.Open(Checkpoint(name)));
        var golden = NpzFile.Read(ReferenceData.Path($"keras/nnunet/{name}.npz"));
        Assert.InRange(Differences.Largest(golden["y"], Assert.Single(model.Run([golden["x"]]))), 0, Tolerance);
    }

    [ReferenceDataTheory]
    [InlineData("plain2d")]
    [InlineData("resenc2d")]
    public void A_checkpoint_gives_the_golden_values_through_ONNX(string name)
    {
        using var session = OnnxSession.Open(OnnxExporter.ToBytes(NnUnetFile.Open(Checkpoint(name)).Model, "test"));
        var golden = NpzFile.Read(ReferenceData.Path($"keras/nnunet/{name}.npz"));
        var output = Assert.Single(session.Run([AxisOrder.Permute(golden["x"], [0, 2, 3, 1])]));
        Assert.InRange(Differences.Largest(golden["y"], AxisOrder.Permute(output, [0, 3, 1, 2])), 0, Tolerance);
    }

    static string Checkpoint(string name) => ReferenceData.Path($"keras/nnunet/{name}_checkpoint_final.pth");
}
