using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Summaries;

/// <summary>What Keras's <c>model.summary()</c> says of a network, with the work and the memory that it takes.</summary>
public sealed record ModelSummary
{
    /// <summary>Name of the network.</summary>
    public required string Name { get; init; }

    /// <summary>True for a Sequential model: where tensors come from goes without saying.</summary>
    public required bool IsSequential { get; init; }

    /// <summary>Shapes of the inputs that all numbers hold for.</summary>
    public required ImmutableArray<TensorShape> Inputs { get; init; }

    /// <summary>The layers in model order.</summary>
    public required ImmutableArray<SummaryRow> Rows { get; init; }

    /// <summary>Elements of all weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Elements of the weights that training changes.</summary>
    public required long TrainableParameters { get; init; }

    /// <summary>Elements that the optimizer keeps; 0 without a state.</summary>
    public required long OptimizerParameters { get; init; }

    /// <summary>Bytes of all weights.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Floating-point operations for one element of the batch (2 for each multiplication with addition); null when a size is not known.</summary>
    public required long? FloatingPointOperations { get; init; }

    /// <summary>Memory at inference for one element; null when a size is not known.</summary>
    public required MemoryEstimate? Inference { get; init; }

    /// <summary>Memory in training with Adam for one element; null when a size is not known.</summary>
    public required MemoryEstimate? Training { get; init; }

    /// <summary>What is wrong with the network; empty for one that can run.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>Summarises a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Shapes of the inputs, batch axis first; empty for those that the network declares.</param>
    /// <param name="optimizer">State of the optimizer, or null.</param>
    /// <param name="expandNested">Whether the layers of nested models have lines of their own.</param>
    public static ModelSummary Of(Network network, ImmutableArray<TensorShape> inputs, OptimizerState? optimizer = null, bool expandNested = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        const int AdamSlots = 2;
        var analysis = NetworkAnalysis.Of(network, inputs);
        return new()
        {
            Name = network.Name,
            IsSequential = network.IsSequential,
            Inputs = [.. network.Inputs.Where(analysis.Shapes.ContainsKey).Select(input => analysis.Shapes[input])],
            Rows = SummaryRows.Of(analysis, expandNested),
            Parameters = analysis.Parameters,
            TrainableParameters = analysis.TrainableParameters,
            OptimizerParameters = optimizer?.Variables.Sum(variable => (long)variable.Count) ?? 0,
            WeightBytes = analysis.Weights.Sum(layer => layer.Value.Sum(weight => weight.Count * NdArray.SizeOf(weight.Type))),
            FloatingPointOperations = analysis.FloatingPointOperations,
            Inference = analysis.Inference(1),
            Training = analysis.Training(1, AdamSlots),
            Problems = analysis.Problems,
        };
    }

    /// <summary>The table as Keras prints it, then the totals.</summary>
    /// <param name="width">Columns of the terminal, 40 at least; long cells go on in further lines.</param>
    public string ToText(int width) => SummaryTable.Of(this, width);

    /// <summary>The summary as JSON, indented, camel case.</summary>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(RecordWriter.ToBytes(json => SummaryJson.Write(json, this)));
}
