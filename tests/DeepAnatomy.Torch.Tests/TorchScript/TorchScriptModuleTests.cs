using System.Diagnostics;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Running;
using DeepAnatomy.Torch.Tests.NnUnet;
using DeepAnatomy.Torch.TorchScript;

namespace DeepAnatomy.Torch.Tests.TorchScript;

public sealed class TorchScriptModuleTests
{
    const string Script = """
        import sys, torch
        class M(torch.nn.Module):
            def forward(self, x, n):
                return x * 2 + n, [n.sum(), x > 0]
        torch.jit.script(M()).save(sys.argv[1])
        """;

    [PyTorchFact]
    public void A_program_is_recognised_and_runs_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Export(folder.File("a.pt"));
        using var model = RunnableModelFile.Open(folder.File("a.pt"));
        Assert.Equal("torchscript", model.Format);
        var outputs = model.Run([NdArray.Of([2], [1.5f, -2f]), NdArray.Of([2], [1L << 40, 3L])]);
        Assert.Equal(3, outputs.Length);
        Assert.Equal([3f + (1L << 40), -1f], outputs[0].ToFloats());
        Assert.Equal((ElementType.Int64, (1L << 40) + 3d), (outputs[1].Type, outputs[1][0]));
        Assert.Equal((ElementType.Boolean, 1d, 0d), (outputs[2].Type, outputs[2][0], outputs[2][1]));
        Assert.Throws<ArgumentException>(() => model.Run([NdArray.Of([1], [1f])]));
    }

    [PyTorchFact]
    public void A_damaged_program_is_refused_with_its_name()
    {
        using var folder = new TemporaryFolder();
        Export(folder.File("a.pt"));
        var bytes = File.ReadAllBytes(folder.File("a.pt"));
        File.WriteAllBytes(folder.File("cut.pt"), bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut.pt", Assert.Throws<UnreadableModelException>(() => TorchScriptModule.Open(folder.File("cut.pt"))).Message, StringComparison.Ordinal);
    }

    static void Export(string path)
    {
        // TorchScript reads the source of what it compiles, so it has to lie in a file.
        var script = path + ".py";
        File.WriteAllText(script, Script);
        using var process = Process.Start("/usr/bin/python3", [script, path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
