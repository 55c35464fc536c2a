using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Running;
using TorchSharp;

namespace DeepAnatomy.Torch.TorchScript;

/// <summary>A TorchScript program (<c>torch.jit.save</c>), run as it is by libtorch. The program is the file's own: it can compute anything on tensors, but reaches neither Python nor the system.</summary>
public sealed class TorchScriptModule : IRunnableModel
{
    readonly torch.jit.ScriptModule module;

    TorchScriptModule(torch.jit.ScriptModule module) => this.module = module;

    /// <inheritdoc/>
    public string Format => "torchscript";

    /// <inheritdoc/>
    public ImmutableArray<string> InputNames => [];

    /// <summary>Opens a program, set to inference.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UnreadableModelException">libtorch cannot read it.</exception>
    public static TorchScriptModule Open(string path)
    {
        _ = TorchRuntime.LibtorchVersion;
        try
        {
            var module = torch.jit.load(path, torch.CPU);
            module.eval();
            return new(module);
        }
        catch (Exception e) when (e is ExternalException or FileNotFoundException)
        {
            throw new UnreadableModelException(path, "libtorch cannot read the TorchScript program", $"Save it again with torch.jit.save ({e.Message.Split('\n')[0].TrimEnd('.', ' ')})", e);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<NdArray> Run(IReadOnlyList<NdArray> inputs, CancellationToken cancellation = default)
    {
        using var scope = torch.NewDisposeScope();
        using var inference = torch.no_grad();
        object[] arguments = [.. inputs.Select(array => NativeTensors.ToTensor(array))];
        try
        {
            return [.. Flatten(module.call(arguments)).Select(NativeTensors.ToArray)];
        }
        catch (ExternalException e)
        {
            throw new ArgumentException($"The inputs do not fit the program: {e.Message.Split('\n').Last(line => line.Length > 0)}", nameof(inputs), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    static IEnumerable<torch.Tensor> Flatten(object result) => result switch
    {
        torch.Tensor tensor => [tensor],
        System.Runtime.CompilerServices.ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(index => Flatten(tuple[index]!)),
        System.Collections.IEnumerable items => items.Cast<object>().SelectMany(Flatten),
        _ => throw new ArgumentException($"The program gives something that is no tensor ({result.GetType().Name})."),
    };
}
