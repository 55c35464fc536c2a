using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Migration;

namespace DeepAnatomy.Networks.Keras.Legacy;

/// <summary>Settings of Keras 1 under the names of Keras 2. Only channels last (<c>dim_ordering</c> tf) can be read.</summary>
static class FirstKeras
{
    static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["Convolution1D"] = "Conv1D",
        ["Convolution2D"] = "Conv2D",
        ["Convolution3D"] = "Conv3D",
        ["AtrousConvolution2D"] = "Conv2D",
        ["SeparableConvolution2D"] = "SeparableConv2D",
    };

    static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["nb_filter"] = "filters",
        ["subsample"] = "strides",
        ["subsample_length"] = "strides",
        ["filter_length"] = "kernel_size",
        ["border_mode"] = "padding",
        ["bias"] = "use_bias",
        ["init"] = "kernel_initializer",
        ["atrous_rate"] = "dilation_rate",
        ["output_dim"] = "units",
        ["p"] = "rate",
        ["W_regularizer"] = "kernel_regularizer",
        ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint",
        ["b_constraint"] = "bias_constraint",
        ["beta_init"] = "beta_initializer",
        ["gamma_init"] = "gamma_initializer",
        ["sigma"] = "stddev",
    };

    static readonly Dictionary<string, string> Initializers = new(StringComparer.Ordinal)
    {
        ["zero"] = "zeros",
        ["one"] = "ones",
        ["normal"] = "random_normal",
        ["uniform"] = "random_uniform",
    };

    /// <summary>Converts in place.</summary>
    public static void Convert(JsonObject entry, JsonObject config, string path, LegacyContext context)
    {
        var className = entry["class_name"].Text() ?? "";
        if (className.StartsWith("Deconvolution", StringComparison.Ordinal) || className is "LSTM" or "GRU" or "SimpleRNN")
        {
            context.Refuse(path, $"{className} of Keras 1 stores its weights in another form. Load the model in Keras 2 and save it again.");
            return;
        }

        if (config["dim_ordering"].Text() == "th")
        {
            context.Refuse(path, "dim_ordering = th of Keras 1 stores kernels in another form. Load the model in Keras 2 and save it again.");
            return;
        }

        var before = config.ToJsonString();
        entry["class_name"] = Classes.GetValueOrDefault(className, className);
        Kernel(config);
        foreach (var (old, key) in Keys)
        {
            if (config.TryGetPropertyValue(old, out var value) && !config.ContainsKey(key))
            {
                config[key] = value?.DeepClone();
                config.Remove(old);
            }
        }

        foreach (var (key, name) in config.Where(item => item.Key.EndsWith("_initializer", StringComparison.Ordinal)).Select(item => (item.Key, item.Value.Text())).ToList())
        {
            if (name is not null)
            {
                config[key] = Initializers.GetValueOrDefault(name, name);
            }
        }

        config.Remove("dim_ordering");
        config.Remove("input_dtype");
        config.Remove("input_dim");
        config.Remove("input_length");
        if (className == "Merge")
        {
            Merge(entry, config, path, context);
        }

        if (className == "BatchNormalization")
        {
            if (config["mode"].Integer() is > 0)
            {
                context.Refuse($"{path}.mode", "BatchNormalization of Keras 1 with mode 1 or 2 has no equivalent. Load the model in Keras 2 and save it again.");
            }

            config.Remove("mode");
        }

        if (config.ToJsonString() != before || className != entry["class_name"].Text())
        {
            context.Note(path, MigrationKind.Renamed, $"Settings of the {className} of Keras 1 have other names now.");
        }
    }

    static void Kernel(JsonObject config)
    {
        if (config["nb_row"].Integer() is { } rows && config["nb_col"].Integer() is { } columns)
        {
            config["kernel_size"] = new JsonArray(rows, columns);
        }
        else if (config["kernel_dim1"].Integer() is { } first && config["kernel_dim2"].Integer() is { } second && config["kernel_dim3"].Integer() is { } third)
        {
            config["kernel_size"] = new JsonArray(first, second, third);
        }

        foreach (var key in new[] { "nb_row", "nb_col", "kernel_dim1", "kernel_dim2", "kernel_dim3" })
        {
            config.Remove(key);
        }
    }

    static void Merge(JsonObject entry, JsonObject config, string path, LegacyContext context)
    {
        var mode = config["mode"].Text();
        string? className = mode switch
        {
            "sum" => "Add",
            "concat" => "Concatenate",
            "mul" => "Multiply",
            "ave" => "Average",
            "max" => "Maximum",
            _ => null,
        };
        if (className is null)
        {
            context.Refuse(path, $"The Merge layer of Keras 1 with mode '{mode}' is not supported. Load the model in Keras 2 and save it again.");
            return;
        }

        JsonObject settings = new() { ["name"] = config["name"]?.DeepClone() };
        if (className == "Concatenate")
        {
            settings["axis"] = config["concat_axis"]?.DeepClone() ?? -1;
        }

        entry["class_name"] = className;
        entry["config"] = settings;
        context.Note(path, MigrationKind.Rewritten, $"Merge with mode {mode} is {className} now.");
    }
}
