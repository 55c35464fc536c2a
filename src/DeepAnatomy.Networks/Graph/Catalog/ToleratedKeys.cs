using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Keys of other versions of Keras that are no settings here: passed over with the values listed, refused with others.</summary>
static class ToleratedKeys
{
    const string Any = "*";

    // "*" stands for every class, and for every value.
    static readonly FrozenDictionary<(string Class, string Key), string> Values = new Dictionary<(string, string), string>
    {
        [(Any, "batch_input_shape")] = Any,
        [(Any, "input_shape")] = Any,
        [(Any, "build_config")] = Any,
        [(Any, "shared_object_id")] = Any,
        [(Any, "supports_masking")] = Any,
        [(Any, "autocast")] = "true",
        [("InputLayer", "sparse")] = "false",
        [("InputLayer", "ragged")] = "false",
        [("InputLayer", "optional")] = "false",
        [("InputLayer", "trainable")] = Any,
        [("BatchNormalization", "renorm")] = "false",
        [("BatchNormalization", "renorm_clipping")] = Any,
        [("BatchNormalization", "renorm_momentum")] = Any,
        [("BatchNormalization", "fused")] = Any,
        [("LayerNormalization", "rms_scaling")] = "false",
        [("Resizing", "antialias")] = "false",
        [("Resizing", "crop_to_aspect_ratio")] = "false",
        [("Resizing", "pad_to_aspect_ratio")] = "false",
        [("Resizing", "fill_mode")] = Any,
        [("Resizing", "fill_value")] = Any,
        [("Embedding", "mask_zero")] = "false",
        [("Embedding", "input_length")] = Any,
        [("MultiHeadAttention", "use_gate")] = "false",
        [("MultiHeadAttention", "flash_attention")] = Any,
        [("ZeroPadding1D", "data_format")] = "\"channels_last\"",
        [("Cropping1D", "data_format")] = "\"channels_last\"",
        [("UpSampling1D", "data_format")] = "\"channels_last\"",
        [("UpSampling1D", "interpolation")] = "\"nearest\"",
        [("UpSampling3D", "interpolation")] = "\"nearest\"",
        [("SpatialDropout1D", "data_format")] = "\"channels_last\"",
        [("SpatialDropout1D", "noise_shape")] = "null",
    }.ToFrozenDictionary();

    static readonly FrozenSet<string> Recurrent = ["LSTM", "GRU", "SimpleRNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"];

    static readonly FrozenSet<string> Separable = ["DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"];

    /// <summary>Whether a key may be passed over.</summary>
    /// <param name="className">Class of the layer.</param>
    /// <param name="key">Key in the file.</param>
    /// <param name="value">Its value.</param>
    public static bool Contains(string className, string key, JsonNode? value)
    {
        if (value is null)
        {
            return true;
        }

        var wanted = Values.GetValueOrDefault((className, key)) ?? Values.GetValueOrDefault((Any, key)) ?? Grouped(className, key);
        return wanted is not null && (wanted == Any || value.ToJsonString() == wanted);
    }

    // Keras 2 wrote settings of the parent class for separable layers; recurrent layers have keys that only steer how fast they run.
    static string? Grouped(string className, string key) => key switch
    {
        "unroll" or "implementation" or "zero_output_for_mask" or "use_cudnn" when Recurrent.Contains(className) => Any,
        "stateful" or "time_major" when Recurrent.Contains(className) => "false",
        "kernel_initializer" or "kernel_regularizer" or "kernel_constraint" when Separable.Contains(className) => Any,
        "groups" when Separable.Contains(className) || className.EndsWith("Transpose", StringComparison.Ordinal) => "1",
        _ => null,
    };
}
