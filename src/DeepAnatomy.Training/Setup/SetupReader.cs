using System.Collections.Immutable;
using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Configuration;
using DeepAnatomy.Training.Datasets;

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
        var isReadable = document.IsEmpty;
        var (dataset, split) = Data(configuration, request.ReadsVoxels, progress, cancellation);
        var channels = isReadable ? configuration.Sampling.BatchShape().Channels : 1;
        var (network, bytes) = Architecture(request.Architecture ?? configuration.Architecture, new(configuration.Sampling, channels, dataset?.Classes.Count ?? 2));
        ImmutableArray<int> multiple = [];
        if (isReadable && network is not null)
        {
            multiple = NetworkFit.Check(network, configuration.Sampling, dataset?.Classes, document);
        }

        if (isReadable && dataset is not null)
        {
            foreach (var problem in AugmentationPipeline.Problems(configuration.Augmentation, dataset.Classes.Sides))
            {
                document.Add("augmentation", problem);
            }
        }

        problems.InsertRange(0, document.Sorted().Select(p => $"{(p.File.Length > 0 ? p.File : request.Configuration)}:{p.Line}: {(p.Path.Length > 0 ? p.Path + ": " : "")}{p.Message}"));
        return problems.Count == 0
            ? new(new(configuration, network!, [.. bytes!], dataset!, split!, multiple), [], [.. notes])
            : new(null, [.. problems.Distinct()], [.. notes]);
    }

    (Dataset? Dataset, DatasetSplit? Split) Data(TrainingConfiguration configuration, bool readsVoxels, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (configuration.Data.Path.Length == 0)
        {
            return default;
        }

        var reading = DatasetReader.Read(configuration.Data, cancellation);
        notes.AddRange(reading.Notes);
        problems.AddRange(reading.Problems.Select(p => p.ToString()));
        if (reading.Dataset is not { } dataset)
        {
            return default;
        }

        problems.AddRange(DatasetCheck.Run(dataset, readsVoxels, progress, cancellation).Select(p => p.ToString()));
        try
        {
            return (dataset, DatasetSplit.Create(dataset, configuration.Split));
        }
        catch (UnusableDatasetException error)
        {
            problems.AddRange(error.Problems.Select(p => p.ToString()));
            return (dataset, null);
        }
    }

    (Network? Network, byte[]? Document) Architecture(string? path, DefaultArchitecture standard)
    {
        try
        {
            if (path is null)
            {
                var template = standard.Template();
                return (template.Build(), ArchitectureFile.ToBytes(template));
            }

            return ArchitectureFile.Read(path) switch
            {
                TemplateArchitecture template => (template.Template.Build(), ArchitectureFile.ToBytes(template.Template)),
                GraphArchitecture graph => (graph.Network, ArchitectureFile.ToBytes(graph.Network)),
                ModelArchitecture model => ModelFile.Open(model.Path).Model.Network is var network ? (network, ArchitectureFile.ToBytes(network)) : default,
                _ => default,
            };
        }
        catch (InvalidDocumentException error)
        {
            problems.AddRange(error.Problems.Select(p => $"{(p.File.Length > 0 ? p.File : path)}:{p.Line}: {(p.Path.Length > 0 ? p.Path + ": " : "")}{p.Message}"));
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            problems.Add($"{path ?? "architecture"}: {error.Message}");
        }

        return default;
    }
}
