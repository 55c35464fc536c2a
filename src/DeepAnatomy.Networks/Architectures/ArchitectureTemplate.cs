using System.Collections.Immutable;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>Parameters of an architecture, and the network that they give. Every setting is described where it stands (range, unit, both languages); its default is the initial value. Immutable.</summary>
public abstract record ArchitectureTemplate
{
    /// <summary>Name in <c>architecture.json</c>, e.g. <c>unet2d</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Spatial axes of the input: 2 (row, column) or 3 (slice, row, column).</summary>
    public abstract int Rank { get; }

    /// <summary>Channels of the input.</summary>
    public abstract int Channels { get; }

    /// <summary>Each size of the input must be a multiple of this, in the order of the axes.</summary>
    public abstract ImmutableArray<int> SizeMultiple { get; }

    /// <summary>What is wrong between the settings; empty when they can be built. Each setting for itself is checked against its range by the reader of the document.</summary>
    public abstract IEnumerable<TemplateProblem> Check();

    /// <summary>The network, sizes of the input free.</summary>
    /// <exception cref="ArgumentException">The settings contradict each other; see <see cref="Check"/>.</exception>
    public Network Build()
    {
        var problems = string.Join(' ', Check().Select(problem => $"{problem.Setting}: {problem.Message}"));
        return problems.Length == 0 ? Assemble() : throw new ArgumentException($"{Id} cannot be built. {problems}");
    }

    /// <summary>Puts the layers together; the settings are known to be right.</summary>
    private protected abstract Network Assemble();
}
