using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.PyTorch;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Onnx;
using DeepAnatomy.Torch.TorchScript;

namespace DeepAnatomy.Torch.Running;

/// <summary>Opens any model file that can be run, told by its content: Keras (<c>.keras</c>, legacy <c>.h5</c>), nnU-Net (folder or <c>.pth</c>), ONNX, TorchScript.</summary>
public static class RunnableModelFile
{
    /// <summary>Makes a model ready to compute.</summary>
    /// <param name="path">File or folder.</param>
    /// <exception cref="UnreadableModelException">There is no model, or it is damaged or of a kind not known.</exception>
    /// <exception cref="UnsupportedNetworkException">It holds what the engine cannot compute; names all of it.</exception>
    public static IRunnableModel Open(string path)
    {
        if (!Path.Exists(path))
        {
            throw new UnreadableModelException(path, "there is no such file or folder", "Check the path");
        }

        if (NnUnetFile.IsFolder(path))
        {
            return new NnUnetRunner(NnUnetFile.Open(path));
        }

        return TorchFiles.KindOf(path) switch
        {
            TorchFileKind.Checkpoint => new NnUnetRunner(NnUnetFile.Open(path)),
            TorchFileKind.TorchScript => TorchScriptModule.Open(path),
            _ when path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) => OnnxSession.Open(path),
            _ => new NetworkRunner(ModelFile.Open(path).Model),
        };
    }
}
