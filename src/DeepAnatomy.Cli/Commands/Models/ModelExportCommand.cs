using System.CommandLine;
using DeepAnatomy.Cli.Models;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Onnx;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Onnx;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model export M --onnx OUT.onnx</c>, checked by running both.</summary>
static class ModelExportCommand
{
    public static Command Create(CommandEdge edge)
    {
        var parts = new ModelInput.Parts();
        var onnx = new Option<string>("--onnx") { Description = "The .onnx file to write; inputs and outputs lie as in Keras (channels last).", Required = true, HelpName = "FILE" };
        var command = new Command("export", "Export a model to ONNX and check it by running both.");
        parts.AddTo(command);
        command.Add(onnx);
        return edge.Does(command, parsed =>
        {
            var target = parsed.GetRequiredValue(onnx);
            if (!target.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"{target}: use a name that ends with .onnx.");
            }

            ModelFiles.CheckFolder(target);
            var read = parts.Of(parsed).Read();
            MigrationText.WriteNotes(read, edge.Terminal);
            var bytes = OnnxExporter.ToBytes(read.Model, $"DeepAnatomy {ProductVersion.Text}");
            var difference = Compare(read, bytes);
            if (!difference.IsRounding)
            {
                throw new WorkNotDoneException($"ONNX Runtime gives other numbers than the model ({difference}); nothing was written");
            }

            AtomicFile.Write(target, stream => stream.Write(bytes));
            edge.Terminal.Note($"checked by running both on the same random input: {difference}");
            edge.Terminal.Out.WriteLine(target);
            return ExitCodes.Done;
        });
    }

    static OutputDifference Compare(ReadModel read, byte[] onnx)
    {
        var inputs = RandomInputs.For(read.Model.Network);
        using var network = TorchNetwork.Load(read.Model);
        using var session = OnnxSession.Open(onnx);
        return OutputDifference.Of(network.Run(inputs).Outputs, session.Run(inputs));
    }
}
