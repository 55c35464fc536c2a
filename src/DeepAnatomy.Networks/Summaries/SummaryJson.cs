using System.Collections.Immutable;
using System.Text.Json;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Graph.Analysis;

namespace DeepAnatomy.Networks.Summaries;

/// <summary>Writes a summary as JSON.</summary>
static class SummaryJson
{
    public static void Write(Utf8JsonWriter json, ModelSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("name", summary.Name);
        json.WriteBoolean("isSequential", summary.IsSequential);
        Shapes(json, "inputs", summary.Inputs);
        json.WriteNumber("parameters", summary.Parameters);
        json.WriteNumber("trainableParameters", summary.TrainableParameters);
        json.WriteNumber("optimizerParameters", summary.OptimizerParameters);
        json.WriteNumber("weightBytes", summary.WeightBytes);
        Number(json, "floatingPointOperations", summary.FloatingPointOperations);
        Memory(json, "inferenceBytes", summary.Inference);
        Memory(json, "trainingBytes", summary.Training);
        json.WriteStartArray("layers");
        foreach (var row in summary.Rows)
        {
            Row(json, row);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in summary.Problems)
        {
            json.WriteStringValue(problem.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Row(Utf8JsonWriter json, SummaryRow row)
    {
        json.WriteStartObject();
        json.WriteString("path", row.Path);
        json.WriteString("className", row.ClassName);
        json.WriteNumber("depth", row.Depth);
        Shapes(json, "outputs", row.Outputs);
        json.WriteNumber("parameters", row.Parameters);
        json.WriteBoolean("isTrainable", row.IsTrainable);
        Number(json, "multiplyAdds", row.MultiplyAdds);
        json.WriteStartArray("connectedTo");
        foreach (var source in row.ConnectedTo)
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Shapes(Utf8JsonWriter json, string name, ImmutableArray<TensorShape> shapes)
    {
        json.WriteStartArray(name);
        foreach (var shape in shapes)
        {
            json.WriteStartArray();
            foreach (var size in shape.Sizes)
            {
                if (size is { } known)
                {
                    json.WriteNumberValue(known);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    static void Memory(Utf8JsonWriter json, string name, MemoryEstimate? memory)
    {
        if (memory is not { } bytes)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("weights", bytes.Weights);
        json.WriteNumber("gradients", bytes.Gradients);
        json.WriteNumber("optimizer", bytes.OptimizerSlots);
        json.WriteNumber("activations", bytes.Activations);
        json.WriteNumber("total", bytes.Total);
        json.WriteEndObject();
    }

    static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
