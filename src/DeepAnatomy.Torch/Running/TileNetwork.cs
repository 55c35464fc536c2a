using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Torch.Running;

/// <summary>A network that scores tiles of a scan, run by libtorch. Only the first output counts: others are those of deep supervision.</summary>
/// <param name="model">The model; channels last.</param>
/// <exception cref="UnsupportedNetworkException">It holds what the engine cannot compute; names all of it.</exception>
public sealed class TileNetwork(Model model) : ITileNetwork
{
    readonly TorchNetwork network = TorchNetwork.Load(model);

    /// <inheritdoc/>
    public NdArray Run(NdArray tiles, CancellationToken cancellation) => network.Run([tiles], new() { IsFast = true }, cancellation).Outputs[0];

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
