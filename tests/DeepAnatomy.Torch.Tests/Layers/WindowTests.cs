using System.Collections.Immutable;
using CsCheck;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Layers;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Tests.Layers;

/// <summary>Convolutions and pooling of random size, stride, dilation and padding, in one to three axes and both orders, against the definitions.</summary>
public class WindowTests
{
    const double Tolerance = 1e-5;

    static readonly Gen<Case> Cases =
        from rank in Gen.Int[1, 3]
        from size in Gen.Int[4, rank == 3 ? 6 : 9].Array[rank]
        from kernel in Gen.Int[1, rank == 3 ? 3 : 4].Array[rank]
        from strides in Gen.Int[1, 3].Array[rank]
        from dilation in Gen.Int[1, 2].Array[rank]
        from padding in Gen.Int[0, 1]
        from channelsFirst in Gen.Bool
        from bias in Gen.Bool
        from groups in Gen.Int[1, 2]
        from seed in Gen.Int[0, 1000]
        select new Case(size, [.. kernel.Select((k, axis) => Math.Min(k, size[axis]))], strides, dilation, (Padding)padding, channelsFirst, bias, groups, seed);

    [Fact]
    public void A_convolution_of_any_shape_is_that_of_the_definition() => Cases.Sample(c =>
    {
        // Keras allows only one of stride and dilation above 1, and a dilated window inside the image.
        var dilated = c with { Strides = c.Dilation.Max() > 1 ? Ones(c) : c.Strides, Dilation = [.. c.Dilation.Select((d, axis) => ((c.Kernel[axis] - 1) * d) + 1 > c.Size[axis] ? 1 : d)] };
        var layer = new Convolution
        {
            Name = "layer", SpatialRank = c.Rank, Filters = 2 * c.Groups, KernelSize = [.. c.Kernel], Strides = [.. dilated.Strides], DilationRate = [.. dilated.Dilation],
            Padding = c.Padding, DataFormat = c.Format, Groups = c.Groups, UseBias = c.Bias,
        };
        Check(dilated, layer, 2 * c.Groups, (image, weights, window) => ReferenceWindows.Convolve(image, weights[0], weights.ElementAtOrDefault(1), window, c.Groups));
    }, iter: 150);

    [Fact]
    public void A_depthwise_convolution_is_one_with_as_many_groups_as_channels() => Cases.Where(c => c.Rank < 3).Sample(c =>
    {
        var even = c with { Strides = [.. Ones(c).Select(_ => c.Strides[0])], Dilation = Ones(c) };
        var layer = new DepthwiseConvolution
        {
            Name = "layer", SpatialRank = c.Rank, DepthMultiplier = c.Groups, KernelSize = [.. c.Kernel], Strides = [.. even.Strides], Padding = c.Padding, DataFormat = c.Format, UseBias = c.Bias,
        };
        Check(even, layer, 3, (image, weights, window) =>
        {
            // (taps…, in, multiplier) holds the same numbers in the same order as (taps…, 1, in × multiplier).
            var kernel = NdArray.Of([.. weights[0].Shape[..^2], 1, weights[0].Shape[^2] * weights[0].Shape[^1]], weights[0].AsFloats());
            return ReferenceWindows.Convolve(image, kernel, weights.ElementAtOrDefault(1), window, 3);
        });
    }, iter: 80);

    [Fact]
    public void A_transposed_convolution_is_the_gradient_of_a_convolution() => Cases.Sample(c =>
    {
        var dilated = c with { Strides = c.Dilation.Max() > 1 ? Ones(c) : c.Strides };
        var layer = new ConvolutionTranspose
        {
            Name = "layer", SpatialRank = c.Rank, Filters = 2, KernelSize = [.. c.Kernel], Strides = [.. dilated.Strides], DilationRate = [.. c.Dilation],
            Padding = c.Padding, DataFormat = c.Format, UseBias = c.Bias,
        };
        Check(dilated, layer, 3, (image, weights, window) => ReferenceWindows.Transpose(image, weights[0], weights.ElementAtOrDefault(1), window));
    }, iter: 150);

    [Fact]
    public void A_maximum_is_taken_of_real_pixels_only() => Cases.Sample(c =>
    {
        var layer = new MaxPooling { Name = "layer", SpatialRank = c.Rank, PoolSize = [.. c.Kernel], Strides = [.. c.Strides], Padding = c.Padding, DataFormat = c.Format };
        Check(c with { Dilation = Ones(c) }, layer, 2, (image, _, window) => ReferenceWindows.Pool(image, window, mean: false));
    }, iter: 80);

    [Fact]
    public void A_mean_is_taken_of_real_pixels_only() => Cases.Sample(c =>
    {
        var layer = new AveragePooling { Name = "layer", SpatialRank = c.Rank, PoolSize = [.. c.Kernel], Strides = [.. c.Strides], Padding = c.Padding, DataFormat = c.Format };
        Check(c with { Dilation = Ones(c) }, layer, 2, (image, _, window) => ReferenceWindows.Pool(image, window, mean: true));
    }, iter: 80);

    [Fact]
    public void A_causal_convolution_looks_only_back() => Cases.Where(c => c.Rank == 1).Sample(c =>
    {
        var causal = c with { Padding = Padding.Causal, ChannelsFirst = false, Strides = c.Dilation[0] > 1 ? [1] : c.Strides };
        var layer = new Convolution
        {
            Name = "layer", SpatialRank = 1, Filters = 2, KernelSize = [.. c.Kernel], Strides = [.. causal.Strides], DilationRate = [.. c.Dilation], Padding = Padding.Causal,
        };
        Check(causal, layer, 3, (image, weights, window) => ReferenceWindows.Convolve(image, weights[0], weights[1], window, 1));
    }, iter: 50);

    static int[] Ones(Case c) => [.. c.Size.Select(_ => 1)];

    static void Check(Case c, Layer layer, int channels, Func<ReferenceImage, ImmutableArray<NdArray>, ReferenceWindows.Window, ReferenceImage> reference)
    {
        int[] shape = c.ChannelsFirst ? [channels, .. c.Size] : [.. c.Size, channels];
        var model = TestModels.Of(layer, c.Seed, TestModels.Shape(shape));
        var input = TestModels.Noise(c.Seed, [2, .. shape]);
        using var network = TorchNetwork.Load(model);
        var expected = reference(ReferenceImage.Of(input, c.Rank, c.ChannelsFirst), model.Weights["layer"], ReferenceWindows.Window.Of(c.Kernel, c.Strides, c.Dilation, c.Padding)).InOrder(c.ChannelsFirst);
        foreach (var isFast in new[] { false, true })
        {
            var actual = network.Run([input], new() { IsFast = isFast }).Outputs[0];
            Assert.Equal(expected.Length, actual.Count);
            Assert.Equal(model.Network.OutputShapes(new Call { Layer = 0 }, [])[0].Sizes.Skip(1), actual.Shape.Skip(1).Select(size => (int?)size));
            for (var index = 0; index < expected.Length; index++)
            {
                Assert.Equal(expected[index], actual[index], Tolerance);
            }
        }
    }

    sealed record Case(int[] Size, int[] Kernel, int[] Strides, int[] Dilation, Padding Padding, bool ChannelsFirst, bool Bias, int Groups, int Seed)
    {
        public int Rank => Size.Length;

        public DataFormat Format => ChannelsFirst ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;

        public override string ToString() =>
            $"size {string.Join("×", Size)}, kernel {string.Join("×", Kernel)}, strides {string.Join("×", Strides)}, dilation {string.Join("×", Dilation)}, {Padding}, {Format}, bias {Bias}, groups {Groups}, seed {Seed}";
    }
}
