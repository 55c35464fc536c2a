using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>Brings the settings of one layer into the dialect of Keras 3 and asks for rewrites where Keras 3 would compute something else.</summary>
/// <param name="context">What is known about the file.</param>
/// <param name="models">Converts nested models.</param>
sealed class LayerConverter(LegacyContext context, ModelConverter models)
{
    /// <summary>Converts in place.</summary>
    /// <param name="entry">The layer's object.</param>
    /// <param name="path">Path of the layer.</param>
    public void Convert(JsonObject entry, string path)
    {
        if (entry["registered_name"].Text()?.Contains('>') == true)
        {
            return;
        }

        if (ModelConverter.IsModel(entry["class_name"].Text()))
        {
            models.Convert(entry, path);
            return;
        }

        if (entry["config"] is not JsonObject config || OperationCatalog.IsOperation(entry["module"].Text()))
        {
            return;
        }

        Unwrap(config);
        if (context.Major == 1)
        {
            FirstKeras.Convert(entry, config, path, context);
        }

        ByClass(entry, config, path);
        if (context.Major is 1 or 2 || config["batch_input_shape"] is not null)
        {
            Activations(entry, config, path);
            Inner(entry, config, path);
        }
    }

    /// <summary>Keras 2 could write an array as an object.</summary>
    static void Unwrap(JsonObject config)
    {
        foreach (var key in config.Where(item => item.Value is JsonObject array && array["type"].Text() == "ndarray").Select(item => item.Key).ToList())
        {
            config[key] = ((JsonObject)config[key]!)["value"]?.DeepClone();
        }
    }

    void ByClass(JsonObject entry, JsonObject config, string path)
    {
        switch (entry["class_name"].Text())
        {
            case "InputLayer" when config["batch_input_shape"] is not null:
                context.Note(path, MigrationKind.Renamed, "batch_input_shape is batch_shape now.");
                break;
            case "LeakyReLU" when config["alpha"] is not null:
                Rename(config, "alpha", "negative_slope", path);
                break;
            case "ThresholdedReLU":
                entry["class_name"] = "ReLU";
                config["threshold"] = config["theta"]?.DeepClone() ?? 1.0;
                config.Remove("theta");
                context.Note(path, MigrationKind.Rewritten, "ThresholdedReLU was removed; ReLU with a threshold computes the same.");
                break;
            case "SyncBatchNormalization":
                entry["class_name"] = "BatchNormalization";
                config["synchronized"] = true;
                BatchNormalization(config, path);
                context.Note(path, MigrationKind.Renamed, "SyncBatchNormalization is BatchNormalization with synchronized = true.");
                break;
            case "BatchNormalization":
                BatchNormalization(config, path);
                break;
            case "DepthwiseConv2D" or "DepthwiseConv1D" or "SeparableConv2D" or "SeparableConv1D" when context.Major is 1 or 2:
                Drop(config, path, "groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint", "filters");
                break;
            case "UpSampling2D":
                UpSampling(entry, config, path);
                break;
        }
    }

    void BatchNormalization(JsonObject config, string path)
    {
        if (config["axis"] is JsonArray { Count: 1 } axis)
        {
            config["axis"] = axis[0]?.DeepClone();
            context.Note(path, MigrationKind.Renamed, "The axis was a list of one.");
        }

        if (context.Major is 1 or 2)
        {
            Drop(config, path, "fused", "renorm_clipping", "renorm_momentum", "virtual_batch_size", "adjustment");
            context.Note(path, MigrationKind.Guarded, "TensorFlow updated the moving variance with the unbiased variance, Keras 3 uses the biased one: results are the same, but training on changes the statistics a little differently.");
        }
    }

    void UpSampling(JsonObject entry, JsonObject config, string path)
    {
        if (config["interpolation"].Text() != "bilinear")
        {
            return;
        }

        if (context.HasLegacyBilinear)
        {
            config["interpolation"] = "nearest";
            entry[GraphRewriter.Mark] = GraphRewriter.Bilinear;
            context.Note(path, MigrationKind.Guarded, "Bilinear enlargement of this Keras had no half-pixel centres, that of Keras 3 has: it is rewritten as padding, repetition and a mean, which gives the old result.");
        }
        else if (context.Major == 2)
        {
            context.Note(path, MigrationKind.Guarded, "Bilinear enlargement is read with half-pixel centres, as TensorFlow 2 computes it. If the model was made with TensorFlow 1, ask for the old interpolation.");
        }
    }

    /// <summary>The old hard_sigmoid, wherever a function is named.</summary>
    void Activations(JsonObject entry, JsonObject config, string path)
    {
        foreach (var key in new[] { "activation", "recurrent_activation" })
        {
            if (config[key] is JsonObject inner)
            {
                Convert(inner, $"{path}.{key}");
            }

            if (config[key].Text() != "hard_sigmoid" || !context.HasLegacyHardSigmoid)
            {
                continue;
            }

            const string Formula = "hard_sigmoid was clip(0.2·x + 0.5, 0, 1), that of Keras 3 is relu6(x + 3) / 6";
            if (config.ContainsKey("recurrent_activation"))
            {
                config[key] = ActivationNames.LegacyHardSigmoid;
                context.Note(path, MigrationKind.Guarded, $"{Formula}: the old formula is kept inside the recurrent layer. Keras 3 cannot express it there.");
            }
            else
            {
                config[key] = "linear";
                entry[GraphRewriter.Mark] = GraphRewriter.HardSigmoid;
                context.Note(path, MigrationKind.Guarded, $"{Formula}: it is written out as a multiplication, an addition and a clip.");
            }
        }
    }

    /// <summary>The layer inside a wrapper.</summary>
    void Inner(JsonObject entry, JsonObject config, string path)
    {
        foreach (var key in new[] { "layer", "backward_layer" })
        {
            if (config[key] is not JsonObject inner)
            {
                continue;
            }

            Convert(inner, $"{path}/{key}");
            if (inner[GraphRewriter.Mark].Text() == GraphRewriter.HardSigmoid && entry["class_name"].Text() == "TimeDistributed")
            {
                // Element by element: the same inside and outside.
                inner.Remove(GraphRewriter.Mark);
                entry[GraphRewriter.Mark] = GraphRewriter.HardSigmoid;
            }
            else if (inner[GraphRewriter.Mark] is not null)
            {
                context.Refuse(path, $"The {inner["class_name"]} inside computes differently in Keras 3 and cannot be rewritten there. Put it outside of the {entry["class_name"]}.");
            }
        }
    }

    void Rename(JsonObject config, string from, string to, string path)
    {
        config[to] = config[from]?.DeepClone();
        config.Remove(from);
        context.Note(path, MigrationKind.Renamed, $"{from} is {to} now.");
    }

    void Drop(JsonObject config, string path, params ReadOnlySpan<string> keys)
    {
        List<string> dropped = [];
        foreach (var key in keys)
        {
            // What is not at a harmless value stays, and is refused later by name.
            if (config.TryGetPropertyValue(key, out var value) && (value is null || key is not ("virtual_batch_size" or "adjustment" or "groups") || value.Integer() == 1))
            {
                config.Remove(key);
                dropped.Add(key);
            }
        }

        if (dropped.Count > 0)
        {
            context.Note(path, MigrationKind.Dropped, $"{string.Join(", ", dropped)} {(dropped.Count == 1 ? "does" : "do")} not exist in Keras 3 and changed nothing.");
        }
    }
}
