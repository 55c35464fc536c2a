using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Onnx;

namespace DeepAnatomy.Torch.Tests.Onnx;

/// <summary>Every golden file of one layer gives its values through ONNX, or is refused by name.</summary>
public sealed class LayerGoldenTests
{
    // Of the largest value where that is above 1.
    const double Tolerance = 1e-5;

    // What ONNX cannot express in the way of Keras, or not at all.
    static readonly string[] Refused = ["activation_glu", "activation_sparsemax", "convlstm2d", "mha", "ops_mix", "timedist"];

    public static TheoryData<string> Models => ReferenceData.IsPresent
        ? [.. new[] { "layers", "." }.SelectMany(folder => Directory.GetFiles(ReferenceData.Path($"keras/{folder}"), "*.keras")).Select(path => Path.GetRelativePath(ReferenceData.Path("keras"), path)).Order(StringComparer.Ordinal)]
        : ["absent"];

    [ReferenceDataTheory]
    [MemberData(nameof(Models))]
    public void A_golden_model_gives_its_values_through_ONNX_or_is_refused_by_name(string file)
    {
        var path = ReferenceData.Path($"keras/{file}");
        var golden = NpzFile.Read(Path.ChangeExtension(path, ".npz"));
        var model = ModelFile.Open(path).Model;
        byte[] exported;
        try
        {
            exported = OnnxExporter.ToBytes(model, "test");
        }
        catch (OnnxExportException e)
        {
            Assert.Contains(Path.GetFileNameWithoutExtension(file), Refused);
            Assert.All(e.Problems, problem => Assert.NotEmpty(problem.Path));
            return;
        }

        using var session = OnnxSession.Open(exported);
        var outputs = session.Run([.. Enumerable.Range(0, model.Network.Inputs.Length).Select(index => golden[$"x{index}"])]);
        for (var index = 0; index < outputs.Length; index++)
        {
            var expected = golden[$"y{index}"];
            var scale = Math.Max(1, Enumerable.Range(0, expected.Count).Max(element => Math.Abs(expected[element])));
            Assert.InRange(Differences.Largest(expected, outputs[index]) / scale, 0, Tolerance);
        }
    }
}
