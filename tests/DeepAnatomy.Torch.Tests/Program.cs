using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Torch.Tests;

/// <summary>A process of its own, for what libtorch settles once while it is loaded.</summary>
static class Program
{
    static void Main() => Console.WriteLine(TorchRuntime.LibtorchVersion);
}
