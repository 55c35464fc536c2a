using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Initialization;

namespace DeepAnatomy.Networks.Tests.Initialization;

public class WeightInitializerTests
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        var network = Line(Owner("a", "GlorotUniform", [3, 3, 4, 8]));
        Assert.Equal(Drawn(network, 7, "a"), Drawn(network, 7, "a"));
        Assert.NotEqual(Drawn(network, 7, "a"), Drawn(network, 8, "a"));
    }

    [Fact]
    public void Another_layer_leaves_the_weights_of_the_first_as_they_were()
    {
        var first = Owner("a", "HeNormal", [3, 3, 4, 8]);
        Assert.Equal(Drawn(Line(first), 1, "a"), Drawn(Line(Owner("b", "HeNormal", [3, 3, 4, 8]), first), 1, "a"));
        Assert.NotEqual(Drawn(Line(Owner("b", "HeNormal", [3, 3, 4, 8]), first), 1, "b"), Drawn(Line(first), 1, "a"));
    }

    [Theory]
    [InlineData("GlorotUniform", 2.0 / (9 * 16 + 9 * 32), 1.7320508)]
    [InlineData("GlorotNormal", 2.0 / (9 * 16 + 9 * 32), 2 / 0.87962566)]
    [InlineData("HeUniform", 2.0 / (9 * 16), 1.7320508)]
    [InlineData("HeNormal", 2.0 / (9 * 16), 2 / 0.87962566)]
    [InlineData("LecunUniform", 1.0 / (9 * 16), 1.7320508)]
    [InlineData("LecunNormal", 1.0 / (9 * 16), 2 / 0.87962566)]
    public void Scaled_initializers_have_their_variance_and_their_limit(string name, double variance, double limitInDeviations)
    {
        var values = Drawn(Line(Owner("a", name, [3, 3, 16, 32])), 3, "a");
        Assert.Equal(0, values.Average(), 0.05 * Math.Sqrt(variance));
        Assert.Equal(1, values.Average(value => (double)value * value) / variance, 0.05);
        var largest = values.Max(Math.Abs) / Math.Sqrt(variance);
        Assert.InRange(largest, 0.95 * limitInDeviations, limitInDeviations * 1.000001);
    }

    [Theory]
    [InlineData("{}", 1.0 / 48)]
    [InlineData("""{"scale": 2.0, "mode": "fan_out", "distribution": "untruncated_normal"}""", 2.0 / 64)]
    [InlineData("""{"scale": 3.0, "mode": "fan_avg", "distribution": "uniform"}""", 3.0 / 56)]
    public void VarianceScaling_follows_its_settings(string settings, double variance)
    {
        var values = Drawn(Line(Owner("a", "VarianceScaling", [48, 64], settings)), 5, "a");
        Assert.Equal(1, values.Average(value => (double)value * value) / variance, 0.06);
    }

    [Fact]
    public void Plain_distributions_have_their_moments()
    {
        var normal = Drawn(Line(Owner("a", "RandomNormal", [200, 200], """{"mean": 1.0, "stddev": 0.5, "seed": null}""")), 1, "a");
        Assert.Equal(1, normal.Average(), 0.02);
        Assert.Equal(0.25, normal.Average(value => (value - 1.0) * (value - 1.0)), 0.01);
        var cut = Drawn(Line(Owner("a", "TruncatedNormal", [200, 200], """{"mean": 0.0, "stddev": 0.5}""")), 1, "a");
        Assert.Equal(0.5 * 0.87962566, Math.Sqrt(cut.Average(value => (double)value * value)), 0.005);
        Assert.InRange(cut.Max(), 0.9f, 1f);
        var uniform = Drawn(Line(Owner("a", "RandomUniform", [200, 200], """{"minval": 2.0, "maxval": 3.0}""")), 1, "a");
        Assert.InRange(uniform.Min(), 2f, 2.01f);
        Assert.InRange(uniform.Max(), 2.99f, 3f);
    }

    [Theory]
    [InlineData(12, 5)]
    [InlineData(5, 12)]
    public void Orthogonal_matrices_are_orthogonal(int rows, int columns)
    {
        var values = Drawn(Line(Owner("a", "Orthogonal", [rows, columns], """{"gain": 2.0, "seed": null}""")), 1, "a");
        var count = Math.Min(rows, columns);
        for (var first = 0; first < count; first++)
        {
            for (var second = 0; second < count; second++)
            {
                var product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(index => (double)At(first, index) * At(second, index));
                Assert.Equal(first == second ? 4 : 0, product, 1e-5);
            }
        }

        float At(int vector, int index) => rows >= columns ? values[(index * columns) + vector] : values[(vector * columns) + index];
    }

    [Fact]
    public void Constants_and_the_identity_are_what_they_say()
    {
        Assert.All(Drawn(Line(Owner("a", "zeros", [4])), 1, "a"), value => Assert.Equal(0, value));
        Assert.All(Drawn(Line(Owner("a", "Ones", [4])), 1, "a"), value => Assert.Equal(1, value));
        Assert.All(Drawn(Line(Owner("a", "Constant", [4], """{"value": 0.25}""")), 1, "a"), value => Assert.Equal(0.25f, value));
        Assert.Equal([3f, 0, 0, 0, 3f, 0], Drawn(Line(Owner("a", "Identity", [2, 3], """{"gain": 3.0}""")), 1, "a"));
    }

    [Theory]
    [InlineData("Magic", "{}", "Magic")]
    [InlineData("GlorotUniform", """{"input_axes": [0]}""", "input_axes")]
    [InlineData("VarianceScaling", """{"mode": "fan"}""", "fan_in")]
    public void What_is_not_known_is_refused_with_the_layers_name(string name, string settings, string inMessage)
    {
        var error = Assert.Throws<ArgumentException>(() => WeightInitializer.Create(Line(Owner("encoder", name, [2, 2], settings)), 1));
        Assert.Contains("encoder", error.Message, StringComparison.Ordinal);
        Assert.Contains(inMessage, error.Message, StringComparison.Ordinal);
    }

    static float[] Drawn(Network network, ulong seed, string path) => WeightInitializer.Create(network, seed)[path][0].ToFloats();

    static WeightOwner Owner(string name, string initializer, ImmutableArray<int> shape, string settings = "{}") =>
        new() { Name = name, Shape = shape, Initializer = new(initializer, JsonNode.Parse(settings)!.AsObject(), "keras.initializers") };

    static Network Line(params WeightOwner[] layers) => new()
    {
        Name = "line",
        Layers = [.. layers],
        Calls = [.. layers.Select((_, index) => new Call { Layer = index, Arguments = index == 0 ? [] : [new TensorArgument(new(index - 1))] })],
        Inputs = [],
        Outputs = [new(layers.Length - 1)],
    };

    sealed record WeightOwner : Layer
    {
        public required ImmutableArray<int> Shape { get; init; }

        public required ConfigObject Initializer { get; init; }

        public override string ClassName => "WeightOwner";

        public override ImmutableArray<TensorShape> OutputShapes(Call call, ImmutableArray<TensorShape> inputs) => [new([null, 1])];

        public override ImmutableArray<WeightSpec> Weights(ImmutableArray<TensorShape> inputs) => [new("kernel", Shape, true, Initializer)];
    }
}
