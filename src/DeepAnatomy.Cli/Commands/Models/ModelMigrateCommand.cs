using System.Collections.Immutable;
using System.CommandLine;
using DeepAnatomy.Cli.Models;
using DeepAnatomy.Cli.Options;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Scripts;
using DeepAnatomy.Torch.Engine;

namespace DeepAnatomy.Cli.Commands.Models;

/// <summary><c>model migrate OLD NEW.keras</c> and <c>model migrate SCRIPT.py</c>: from Keras 1 and 2 to Keras 3.</summary>
static class ModelMigrateCommand
{
    public static Command Create(CommandEdge edge)
    {
        var parts = new ModelInput.Parts();
        parts.Model.Description = "A model of Keras 1 or 2 (.h5, .hdf5, .keras of 2.12–2.15, JSON with --weights), or a Python script.";
        var output = new Argument<string?>("output") { Description = "The .keras file to write; none for a script.", Arity = ArgumentArity.ZeroOrOne };
        var json = ImageOptions.Json();
        var command = new Command("migrate", "Bring a model or a script of Keras 2 to Keras 3, with a list of every change and a proof that the numbers are the same.");
        parts.AddTo(command);
        command.Add(output);
        command.Add(json);
        return edge.Does(command, parsed =>
        {
            var input = parts.Of(parsed);
            if (input.Path.EndsWith(".py", StringComparison.OrdinalIgnoreCase))
            {
                Script(input.Path, parsed.GetValue(json), edge);
                return ExitCodes.Done;
            }

            var target = parsed.GetValue(output) ?? throw new UsageException("name the .keras file to write: deepanatomy model migrate OLD NEW.keras");
            if (!target.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
            {
                throw new UsageException($"{target}: Keras 3 wants names that end with .keras.");
            }

            ModelFiles.CheckFolder(target);
            Write(Migrate(input, target), target, parsed.GetValue(json), edge);
            return ExitCodes.Done;
        });
    }

    static void Script(string path, bool asJson, CommandEdge edge)
    {
        var hints = ScriptMigration.Scan(File.ReadAllText(path), path);
        if (asJson)
        {
            edge.Terminal.Out.WriteLine(JsonText.Of(hints));
            return;
        }

        foreach (var hint in hints)
        {
            edge.Terminal.Out.WriteLine(hint);
        }

        edge.Terminal.Note(hints.IsEmpty ? $"{path}: nothing to change." : $"{path}: {hints.Length} place{(hints.Length == 1 ? "" : "s")}; nothing was changed.");
    }

    static Migration Migrate(ModelInput input, string target)
    {
        var old = input.Read();
        var inputs = RandomInputs.For(old.Model.Network);
        var before = Run(old.Model, inputs);
        var unguarded = Unguarded(input, old.Changes, inputs);
        ModelFiles.Write(old.Model, target, TimeProvider.System.GetLocalNow());
        var after = OutputDifference.Of(before, Run(KerasReader.Read(target).Model, inputs));
        return after.IsRounding
            ? new(input.Path, target, old.Model.Origin, old.Changes, [.. inputs.Select(x => x.Shape.ToArray())], after.Largest, unguarded is null ? null : OutputDifference.Of(before, unguarded.Value).Largest)
            : throw new WorkNotDoneException($"{target} was written but gives other numbers than {input.Path} ({after}); do not use it, and report this");
    }

    static ImmutableArray<NdArray> Run(Model model, ImmutableArray<NdArray> inputs)
    {
        using var network = TorchNetwork.Load(model);
        return network.Run(inputs).Outputs;
    }

    // What Keras 3 would compute if it took the old settings at their names.
    static ImmutableArray<NdArray>? Unguarded(ModelInput input, ImmutableArray<MigrationNote> changes, ImmutableArray<NdArray> inputs) =>
        changes.Any(note => note.Kind is MigrationKind.Guarded)
            ? Run((input with { Legacy = input.Legacy with { LegacyBilinear = false, LegacyHardSigmoid = false } }).Read().Model, inputs)
            : null;

    static void Write(Migration migration, string target, bool asJson, CommandEdge edge)
    {
        if (asJson)
        {
            edge.Terminal.Out.WriteLine(JsonText.Of(migration));
            return;
        }

        foreach (var line in MigrationText.Lines(migration.Changes))
        {
            edge.Terminal.Out.WriteLine(line);
        }

        edge.Terminal.Out.WriteLine($"proof     both models on the same random input: largest difference {migration.LargestDifference:0.###e+0}");
        if (migration.DifferenceWithoutGuards is { } silent)
        {
            edge.Terminal.Out.WriteLine($"proof     without the guarded changes Keras 3 would differ by up to {silent:0.###e+0}");
        }

        edge.Terminal.Out.WriteLine(target);
    }

    /// <summary>What a migration did.</summary>
    sealed record Migration(string Old, string New, ModelOrigin Origin, ImmutableArray<MigrationNote> Changes, int[][] InputShapes, double LargestDifference, double? DifferenceWithoutGuards);
}
