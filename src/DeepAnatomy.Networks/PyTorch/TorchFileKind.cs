namespace DeepAnatomy.Networks.PyTorch;

/// <summary>Kinds of files of PyTorch.</summary>
public enum TorchFileKind
{
    /// <summary>No file of PyTorch.</summary>
    None,

    /// <summary>A pickled object with tensors (<c>torch.save</c>).</summary>
    Checkpoint,

    /// <summary>A program (<c>torch.jit.save</c>).</summary>
    TorchScript,
}
