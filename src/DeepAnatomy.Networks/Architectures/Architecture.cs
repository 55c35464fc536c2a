using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>What <c>architecture.json</c> says: a template with parameters, a graph, or a model to take the network from.</summary>
public abstract record Architecture
{
    private protected Architecture()
    {
    }
}

/// <summary>A template with its parameters.</summary>
/// <param name="Template">The parameters.</param>
public sealed record TemplateArchitecture(ArchitectureTemplate Template) : Architecture;

/// <summary>A graph of layers that the file holds itself, in the dialect of Keras 3.</summary>
/// <param name="Network">The graph.</param>
public sealed record GraphArchitecture(Network Network) : Architecture;

/// <summary>A model whose network is taken: a <c>.keras</c> or legacy file, or a folder of nnU-Net.</summary>
/// <param name="Path">Absolute path of file or folder; it exists.</param>
public sealed record ModelArchitecture(string Path) : Architecture;
