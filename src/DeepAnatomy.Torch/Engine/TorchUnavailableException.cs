using System.Runtime.InteropServices;

namespace DeepAnatomy.Torch.Engine;

/// <summary>libtorch, which runs and trains networks, cannot be loaded on this system.</summary>
public sealed class TorchUnavailableException : Exception
{
    internal TorchUnavailableException(Exception cause)
        : base($"libtorch cannot be loaded on this system ({RuntimeInformation.RuntimeIdentifier}): {Reason(cause)}. Build DeepAnatomy on this system again, with -p:TorchPlatform=… if it is not 64-bit Linux.", cause)
    {
    }

    // TorchSharp's message goes on with a trace of every place it looked at.
    static string Reason(Exception cause)
    {
        var innermost = cause.GetBaseException().Message;
        return innermost.Split('\n')[0].Trim().TrimEnd('.', ':');
    }
}
