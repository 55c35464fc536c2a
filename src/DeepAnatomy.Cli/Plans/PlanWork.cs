using System.Collections.Immutable;
using DeepAnatomy.Cli.Inputs;
using DeepAnatomy.Cli.Trainings;
using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Planning;
using DeepAnatomy.Training.Setup;

namespace DeepAnatomy.Cli.Plans;

/// <summary>Looks at a dataset and writes what to train on it: configuration.yaml, architecture.json, fingerprint.json.</summary>
sealed class PlanWork(CommandEdge edge, PlanRequest request)
{
    const int MostFolds = 5;

    /// <summary>Makes and writes the plan; null when the dataset has problems, which were said.</summary>
    public WrittenPlan? Write()
    {
        var reading = DatasetReader.Read(new() { Path = request.Dataset, LabelSet = request.LabelSet, Classes = request.Classes }, edge.CancellationToken);
        var problems = new List<string>(reading.Problems.Select(p => p.ToString()));
        if (reading.Dataset is { } found)
        {
            using var line = edge.Terminal.Progress("checking the dataset");
            problems.AddRange(DatasetCheck.Run(found, readsVoxels: true, new Relay<int>(n => line.Report($"checking case {n} of {found.Cases.Length}", (double)n / found.Cases.Length)), edge.CancellationToken).Select(p => p.ToString()));
        }

        if (problems.Count > 0)
        {
            Say(problems);
            return null;
        }

        return Written(reading.Dataset!, [.. reading.Notes]);
    }

    WrittenPlan? Written(Dataset dataset, ImmutableArray<string> notes)
    {
        var output = Path.GetFullPath(request.Output ?? Path.Combine("plans", request.Name ?? dataset.Name));
        if (File.Exists(Path.Combine(output, "configuration.yaml")))
        {
            throw new UsageException($"{output}: there is a configuration already. Give another folder with --out, or remove it.");
        }

        var fingerprint = Taken(dataset);
        var (configuration, template, reasons) = Planned(dataset, fingerprint, output);
        using var staged = new StagedFolder(output);
        AtomicFile.WriteText(staged["configuration.yaml"], SettingsText.Of(configuration, withComments: true));
        ArchitectureFile.Write(staged["architecture.json"], ArchitectureFile.ToBytes(template));
        fingerprint.Write(staged["fingerprint.json"]);
        var check = SetupReader.Read(new(staged["configuration.yaml"], [], null, ReadsVoxels: false), cancellation: edge.CancellationToken);
        if (check.Setup is not { } setup)
        {
            Say([.. check.Problems.Select(p => p.Replace(staged.Path, output, StringComparison.Ordinal))]);
            return null;
        }

        return new(request.Preset, staged.Publish(), reasons, [.. notes, .. fingerprint.Warnings], setup.ValidationCases);
    }

    Fingerprint Taken(Dataset dataset)
    {
        using var line = edge.Terminal.Progress("taking the fingerprint");
        return FingerprintReader.Read(dataset, new(), new Relay<int>(n => line.Report($"fingerprint of case {n} of {dataset.Cases.Length}", (double)n / dataset.Cases.Length)), edge.CancellationToken);
    }

    (TrainingConfiguration Configuration, ArchitectureTemplate Template, ImmutableArray<string> Reasons) Planned(Dataset dataset, Fingerprint fingerprint, string output)
    {
        if (fingerprint.Foreground.Count == 0)
        {
            throw new WorkNotDoneException($"{request.Dataset}: no case has a voxel of any class, so there is nothing to plan for");
        }

        var plan = Planner.Make(fingerprint, request.Preset);
        var reasons = plan.Reasons;
        var folds = Math.Clamp(dataset.Cases.Select(c => c.Patient).Distinct().Count(), 2, MostFolds);
        reasons = reasons.Add($"Split: {folds} folds by patient; one validates, the others train.");
        if (dataset.Classes.Sides.Obstacle is { } obstacle)
        {
            plan = plan with { Augmentation = plan.Augmentation with { Mirroring = plan.Augmentation.Mirroring with { LeftRight = false } } };
            reasons = reasons.Add($"No mirroring of left and right: {obstacle}");
        }

        var configuration = plan.Applied(new()
        {
            Name = request.Name ?? dataset.Name,
            Architecture = "architecture.json",
            Data = new() { Path = Path.GetRelativePath(output, Path.GetFullPath(request.Dataset)), LabelSet = Beside(output), Classes = Classes(dataset) },
            Split = new() { Folds = folds },
        });
        return (configuration, plan.Network.ToTemplate(), reasons);
    }

    // A file of a label set is found from the configuration; a known name stays.
    string Beside(string output) => request.LabelSet.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Path.GetRelativePath(output, Path.GetFullPath(request.LabelSet)) : request.LabelSet;

    // Written out, so that the network's outputs stay what they are when labels are added to the data.
    ImmutableArray<ClassSetting> Classes(Dataset dataset) => request.Classes.Length > 0
        ? request.Classes
        : [.. dataset.Classes.Names.Skip(1).Select(name => new ClassSetting { Name = name })];

    void Say(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            edge.Terminal.Error.WriteLine(problem);
        }

        edge.Terminal.Error.WriteLine($"deepanatomy: {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}; nothing was created.");
    }
}
