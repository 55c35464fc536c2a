using System.Collections.Immutable;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Setup;

/// <summary>Reads configuration, architecture and dataset and checks them against each other; collects all problems and writes nothing.</summary>
public sealed class SetupReader
{
    readonly List<string> problems = [];
    readonly List<string> notes = [];

    /// <summary>Reads a training.</summary>
    /// <param name="request">Which.</param>
    /// <param name="progress">Gets the number of checked cases.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public static SetupReading Read(SetupRequest request, IProgress<int>? progress = null, CancellationToken cancellation = default) => new SetupReader().All(request, progress, cancellation);

    SetupReading All(SetupRequest request, IProgress<int>? progress, CancellationToken cancellation)
    {
        var document = new ProblemList();
        var configuration = ConfigurationFile.Read(request.Configuration, request.Overrides, document);
        var (dataset, split) = Data(configuration, request.ReadsVoxels, document, progress, cancellation);
        var path = request.Architecture ?? configuration.Architecture;
        var (network, bytes) = path is null ? Standard(configuration.Sampling, dataset?.Classes.Count ?? 2) : document.Touches("architecture") ? default : Architecture(path);
        ImmutableArray<int> multiple = [];
        if (document.Root is not null)
        {
            multiple = network is null ? [] : new NetworkFit(network, configuration.Sampling, Whole(dataset?.Classes, configuration.Data), document).Check();
            foreach (var problem in AugmentationPipeline.Problems(configuration.Augmentation, dataset?.Classes.Sides))
            {
                document.Add($"augmentation.{problem.Path}", problem.Message);
            }
        }

        problems.InsertRange(0, document.Sorted().Select(problem => Line(problem, request.Configuration)));
        return problems.Count == 0
            ? new(new(configuration, network!, [.. bytes!], dataset!, split!, multiple), [], [.. notes])
            : new(null, [.. problems.Distinct()], [.. notes]);
    }

    // Classes that had to be left out say nothing about how many the network must have.
    static ClassScheme? Whole(ClassScheme? classes, DatasetSettings data) => data.Classes.IsEmpty || classes?.Count == data.Classes.Length + 1 ? classes : null;

    static string Line(DocumentProblem problem, string file) => $"{(problem.File.Length > 0 ? problem.File : file)}:{problem.Line}: {(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}";

    (Dataset? Dataset, DatasetSplit? Split) Data(TrainingConfiguration configuration, bool readsVoxels, ProblemList document, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (configuration.Data.Path.Length == 0)
        {
            return default;
        }

        var reading = DatasetReader.Read(configuration.Data, cancellation);
        notes.AddRange(reading.Notes);
        Add(reading.Problems, "data", document);
        if (reading.AsFarAsReadable is not { } dataset)
        {
            return default;
        }

        var there = dataset with { Cases = [.. dataset.Cases.Where(item => File.Exists(item.Image) && File.Exists(item.Labels))] };
        Add(DatasetCheck.Run(there, readsVoxels, progress, cancellation), "data", document);
        try
        {
            return (dataset, DatasetSplit.Create(dataset, configuration.Split));
        }
        catch (UnusableDatasetException error)
        {
            Add(error.Problems.Where(problem => !document.Touches($"split.{problem.Setting}")), "split", document);
            return (dataset, null);
        }
    }

    // What a setting is to blame for stands at its line; the rest names its file.
    void Add(IEnumerable<DatasetProblem> found, string section, ProblemList document)
    {
        foreach (var problem in found)
        {
            if (problem.Setting.Length > 0)
            {
                document.Add($"{section}.{problem.Setting}", $"{problem.Path}: {problem.Reason}. {problem.Remedy}.");
            }
            else
            {
                problems.Add(problem.ToString());
            }
        }
    }

    static (Network Network, byte[] Document) Standard(SamplingSettings sampling, int classes)
    {
        var template = new DefaultArchitecture(sampling, sampling.Mode == PatchMode.NeighbourSlices ? (2 * sampling.Neighbours) + 1 : 1, classes).Template();
        return (template.Build(), ArchitectureFile.ToBytes(template));
    }

    (Network? Network, byte[]? Document) Architecture(string path)
    {
        var document = new ProblemList();
        try
        {
            return ArchitectureFile.Read(path, document) switch
            {
                TemplateArchitecture template => (template.Template.Build(), ArchitectureFile.ToBytes(template.Template)),
                GraphArchitecture graph => (graph.Network, ArchitectureFile.ToBytes(graph.Network)),
                ModelArchitecture model when document.IsEmpty => ModelFile.Open(model.Path).Model.Network is var network ? (network, ArchitectureFile.ToBytes(network)) : default,
                _ => default,
            };
        }
        catch (FileNotFoundException)
        {
            problems.Add($"{path}: there is no such file.");
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: {error.Message}");
        }
        finally
        {
            problems.AddRange(document.Sorted().Select(problem => Line(problem, path)));
        }

        return default;
    }
}
