using DeepAnatomy.Networks.Graph;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>
/// Views between Keras's order of axes and libtorch's (batch, channels, spatial axes). Tensors with channels last keep their memory: libtorch then takes its fast kernels for it.
/// One spatial axis becomes two, the first of size 1, because only two and three have fast kernels.
/// </summary>
readonly record struct SpatialView(int Rank, DataFormat Format)
{
    /// <summary>Spatial axes in libtorch: 2 or 3.</summary>
    public int InnerRank => Math.Max(2, Rank);

    /// <summary>Into libtorch's order.</summary>
    public torch.Tensor Enter(torch.Tensor x) => (Rank, Format) switch
    {
        (1, DataFormat.ChannelsFirst) => x.unsqueeze(2),
        (_, DataFormat.ChannelsFirst) => x,
        (1, _) => x.unsqueeze(1).permute(0, 3, 1, 2),
        (2, _) => x.permute(0, 3, 1, 2),
        _ => x.permute(0, 4, 1, 2, 3),
    };

    /// <summary>Back into Keras's order.</summary>
    public torch.Tensor Leave(torch.Tensor y) => (Rank, Format) switch
    {
        (1, DataFormat.ChannelsFirst) => y.squeeze(2),
        (_, DataFormat.ChannelsFirst) => y,
        (1, _) => y.permute(0, 2, 3, 1).squeeze(1),
        (2, _) => y.permute(0, 2, 3, 1),
        _ => y.permute(0, 2, 3, 4, 1),
    };

    /// <summary>A setting for each spatial axis, with one for the added axis.</summary>
    /// <param name="values">For each of Keras's spatial axes.</param>
    /// <param name="added">For the added one.</param>
    public long[] Widen(IEnumerable<int> values, long added) => Rank == 1 ? [added, .. values.Select(value => (long)value)] : [.. values.Select(value => (long)value)];

    /// <summary>A kernel with the added axis.</summary>
    public torch.Tensor Widen(torch.Tensor kernel) => Rank == 1 ? kernel.unsqueeze(2) : kernel;

    /// <summary>From libtorch's order to (batch, three spatial axes, channels).</summary>
    public torch.Tensor ToThree(torch.Tensor x) => InnerRank == 2 ? x.permute(0, 2, 3, 1).unsqueeze(1) : x.permute(0, 2, 3, 4, 1);

    /// <summary>Undoes <see cref="ToThree(torch.Tensor)"/>.</summary>
    public torch.Tensor FromThree(torch.Tensor y) => InnerRank == 2 ? y.squeeze(1).permute(0, 3, 1, 2) : y.permute(0, 4, 1, 2, 3);

    /// <summary>A kernel (b, a, spatial axes) as (three spatial axes, a, b).</summary>
    /// <param name="kernel">With the added axis.</param>
    public torch.Tensor KernelToThree(torch.Tensor kernel) => InnerRank == 2 ? kernel.permute(2, 3, 1, 0).unsqueeze(0) : kernel.permute(2, 3, 4, 1, 0);

    /// <summary>Settings of the spatial axes for three of them.</summary>
    /// <param name="values">With the added axis.</param>
    /// <param name="added">For axes that are not there.</param>
    public static T[] ToThree<T>(T[] values, T added) => values.Length == 3 ? values : [added, .. values];

    /// <summary>The channel axis in Keras's order.</summary>
    public int ChannelAxis => Format == DataFormat.ChannelsFirst ? 1 : Rank + 1;
}
