using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>TensorFlow's operations on Keras tensors (<c>TFOpLambda</c>, <c>SlicingOpLambda</c>, <c>TensorFlowOpLayer</c>) as operations of Keras 3. Others are left and refused by name later.</summary>
static class TensorFlowOperations
{
    /// <summary>Converts in place; the calls are in the form of Keras 3 already.</summary>
    /// <param name="entry">The layer's object.</param>
    /// <param name="path">Its path.</param>
    /// <param name="context">What is known about the file.</param>
    public static void Convert(JsonObject entry, string path, LegacyContext context)
    {
        if (entry["config"] is not JsonObject config || entry["inbound_nodes"] is not JsonArray nodes || nodes.Any(node => node is not JsonObject))
        {
            return;
        }

        var function = entry["class_name"].Text() switch
        {
            "TFOpLambda" or "SlicingOpLambda" => config["function"].Text(),
            "TensorFlowOpLayer" => GraphOperation(config, nodes, path, context),
            _ => null,
        };
        if (function is null)
        {
            return;
        }

        if (TensorFlowFunctions.Find(function) is not { } rule)
        {
            context.Refuse(path, $"The TensorFlow function '{function}' is not supported. Express it with operations of keras.ops or layers and save the model again.");
            entry["class_name"] = "Identity";
            entry["config"] = new JsonObject { ["name"] = NetworkReader.NameOf(entry) };
            return;
        }

        JsonObject? settings = null;
        foreach (var node in nodes.Cast<JsonObject>())
        {
            var call = new OperationCall(node);
            var own = rule.Apply(call);
            if (own is null || (settings is not null && !JsonNode.DeepEquals(settings, own)) || call.IsIncomplete)
            {
                context.Refuse(path, $"The TensorFlow function '{function}' is called with arguments that are not supported. Express it with operations of keras.ops or layers and save the model again.");
                return;
            }

            settings = own;
            node["args"] = new JsonArray([.. call.Operands.Select(operand => operand?.DeepClone())]);
            node["kwargs"] = new JsonObject();
        }

        var kind = OperationCatalog.Get(rule.ClassName);
        settings ??= [];
        var name = NetworkReader.NameOf(entry);
        entry["module"] = kind.Module;
        entry["class_name"] = rule.ClassName;
        entry["name"] = name;
        settings["name"] = name;
        entry["config"] = settings;
        context.Note(path, MigrationKind.Rewritten, $"The TensorFlow function {function} is the operation {rule.ClassName} of Keras 3.");
    }

    /// <summary>A node of a TensorFlow graph: constants are put among the operands, attributes become keywords.</summary>
    static string? GraphOperation(JsonObject config, JsonArray nodes, string path, LegacyContext context)
    {
        JsonObject? definition;
        try
        {
            definition = config["node_def"].Text() is { } text ? KerasJson.Parse(path, System.Text.Encoding.UTF8.GetBytes(text)) : config["node_def"] as JsonObject;
        }
        catch (UnreadableModelException)
        {
            definition = null;
        }

        if (definition?["op"].Text() is not { } operation)
        {
            context.Refuse(path, "The TensorFlow operation is described in a form that is not read. Save the model with TensorFlow 2.4 or newer.");
            return null;
        }

        var constants = config["constants"] as JsonObject ?? [];
        foreach (var call in nodes.Cast<JsonObject>().Select(node => new OperationCall(node)))
        {
            foreach (var (key, value) in constants.OrderBy(item => int.TryParse(item.Key, out var place) ? place : int.MaxValue))
            {
                call.Insert(int.TryParse(key, out var place) ? place : int.MaxValue, value);
            }

            call.Attributes(definition["attr"] as JsonObject);
            call.Store();
        }

        return $"op:{operation}";
    }
}
