using System.CommandLine;
using DeepAnatomy.Cli.Models;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Running;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model run M INPUT.npz OUTPUT.npz</c>: arrays through a model of any kind.</summary>
static class ModelRunCommand
{
    public static Command Create(CommandEdge edge)
    {
        var model = new Argument<string>("model") { Description = "A .keras file or folder, a whole-model .h5 of Keras 1 to 3, a .pth file or folder of nnU-Net, .onnx, or TorchScript." };
        var input = new Argument<string>("input") { Description = "An .npz file with the inputs x0, x1, …, batch axis first." };
        var output = new Argument<string>("output") { Description = "The .npz file to write: the outputs y0, y1, …" };
        var taps = new Option<string[]>("--tap") { Description = "Layers whose outputs are written too, as tap_NAME (further calls of a shared layer as tap_NAME#1 …); 'all' for every layer. Keras models only.", AllowMultipleArgumentsPerToken = true, HelpName = "LAYER" };
        var batch = new Option<int?>("--batch-size") { Description = "Elements computed at once (default: all).", HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Threads to compute with (default: one per core).", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };
        var command = new Command("run", "Run a model on arrays.") { model, input, output, taps, batch, threads };
        return edge.Does(command, parsed =>
        {
            var (path, source, target) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            ModelFiles.CheckFolder(target);
            if (parsed.GetValue(batch) is < 1 || parsed.GetValue(threads) < 1)
            {
                throw new UsageException("--batch-size and --threads take whole numbers from 1.");
            }

            var inputs = ReadInputs(source);
            TorchRuntime.Initialise(parsed.GetValue(threads));
            var run = new ModelRun(path, parsed.GetValue(taps) ?? [], parsed.GetValue(batch), edge.CancellationToken);
            NpzFile.Write(target, run.Of(inputs));
            edge.Terminal.Out.WriteLine(target);
            return ExitCodes.Done;
        });
    }

    static NdArray[] ReadInputs(string path)
    {
        var arrays = NpzFile.Read(path);
        List<NdArray> inputs = [];
        while (arrays.TryGetValue($"x{inputs.Count}", out var array))
        {
            inputs.Add(array);
        }

        if (inputs.Count == 0 && arrays.TryGetValue("x", out var only))
        {
            inputs.Add(only);
        }

        return inputs.Count > 0 ? [.. inputs] : throw new UsageException($"{path}: there is no array x0; the inputs are named x0, x1, … (found: {string.Join(", ", arrays.Keys.Order(StringComparer.Ordinal).Take(8))}).");
    }

    /// <summary>One run of one model.</summary>
    sealed class ModelRun(string path, string[] taps, int? batchSize, CancellationToken cancellation)
    {
        public IEnumerable<KeyValuePair<string, NdArray>> Of(NdArray[] inputs)
        {
            try
            {
                return taps.Length > 0 || batchSize is not null ? WithGraph(inputs) : AsItIs(inputs);
            }
            catch (UnsupportedNetworkException e)
            {
                throw new UsageException($"{path}: {e.Message}");
            }
            catch (ArgumentException e)
            {
                throw new UsageException($"{path}: {e.Message.Split(" (Parameter")[0]}");
            }
        }

        List<KeyValuePair<string, NdArray>> AsItIs(NdArray[] inputs)
        {
            using var model = RunnableModelFile.Open(path);
            return Named(model.Run(inputs, cancellation));
        }

        List<KeyValuePair<string, NdArray>> WithGraph(NdArray[] inputs)
        {
            using var network = TorchNetwork.Load(new ModelInput(path, null, new(), null).Read().Model);
            IReadOnlyCollection<string> wanted = taps is ["all"] ? network.LayerPaths : taps;
            var result = network.Run(inputs, new() { BatchSize = batchSize, Taps = wanted }, cancellation);
            var arrays = Named(result.Outputs);
            foreach (var tap in wanted)
            {
                var made = result.Taps[tap];
                arrays.AddRange(made.Select((array, n) => KeyValuePair.Create(n == 0 ? $"tap_{tap}" : $"tap_{tap}#{n}", array)));
            }

            return arrays;
        }

        static List<KeyValuePair<string, NdArray>> Named(IEnumerable<NdArray> outputs) => [.. outputs.Select((array, n) => KeyValuePair.Create($"y{n}", array))];
    }
}
