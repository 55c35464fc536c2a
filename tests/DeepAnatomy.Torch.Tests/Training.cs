using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests;

/// <summary>What the tests of training share: golden values, serialised objects, tensors of arrays.</summary>
static class Training
{
    static readonly Lazy<IReadOnlyDictionary<string, NdArray>> Arrays = new(() => NpzFile.Read(ReferenceData.Path("keras/train/data.npz")));

    static readonly Lazy<JsonObject> Golden = new(() => JsonNode.Parse(File.ReadAllText(ReferenceData.Path("keras/train/index.json")))!.AsObject());

    /// <summary>Losses, values and metrics that Keras found.</summary>
    public static JsonObject Index => Golden.Value;

    /// <summary>An array of the training data: X, T, lab (batches first) or P.</summary>
    public static torch.Tensor Data(string name)
    {
        var array = Arrays.Value[name];
        return torch.tensor(array.ToFloats(), [.. array.Shape.Select(size => (long)size)]);
    }

    public static ConfigObject Object(string className, string config = "{}") => new(className, JsonNode.Parse(config)!.AsObject(), "keras");

    public static torch.Tensor Tensor(double[] values, params long[] shape) => torch.tensor(values, shape.Length == 0 ? [values.Length] : shape);

    public static double[] Numbers(torch.Tensor tensor) => tensor.detach().to_type(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
}
