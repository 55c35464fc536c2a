using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Reads the network's parameters from a configuration of the plans, in the form with <c>architecture</c> and in the one before (<c>UNet_class_name</c>).</summary>
static class PlanArchitecture
{
    const string NotKnown = "Only PlainConvUNet and ResidualEncoderUNet with the settings of nnU-Net's planners can be read";

    /// <summary>The parameters.</summary>
    /// <param name="configuration">A configuration with everything it inherits.</param>
    /// <param name="inputChannels">Input channels of the network.</param>
    /// <param name="outputChannels">Output channels of the network.</param>
    /// <exception cref="PlanException">A setting is missing or not known.</exception>
    public static UNetArchitecture Read(JsonObject configuration, int inputChannels, int outputChannels)
    {
        var (className, settings) = configuration["architecture"] is JsonObject architecture
            ? (architecture["network_class_name"].Text("network_class_name"), architecture["arch_kwargs"] as JsonObject ?? throw new PlanException("the plans' architecture has no arch_kwargs", NotKnown))
            : Old(configuration);
        var encoder = className[(className.LastIndexOf('.') + 1)..] switch
        {
            "PlainConvUNet" => UNetEncoder.Plain,
            "ResidualEncoderUNet" => UNetEncoder.Residual,
            var other => throw new PlanException($"the network is of class '{other}'", NotKnown),
        };
        RefuseUnknown(settings);
        var stages = Stages(settings, encoder);
        return new()
        {
            Encoder = encoder,
            InputChannels = inputChannels,
            OutputChannels = outputChannels,
            Stages = stages,
            DecoderConvolutions = settings["n_conv_per_stage_decoder"].Integers(stages.Length - 1, "n_conv_per_stage_decoder"),
            ConvolutionBias = settings["conv_bias"] is JsonValue bias && bias.GetValueKind() == System.Text.Json.JsonValueKind.True,
            Normalization = Normalization(settings),
            Activation = Activation(settings),
            ActivationFirst = settings["nonlin_first"] is JsonValue first && first.GetValueKind() == System.Text.Json.JsonValueKind.True,
            Dropout = settings["dropout_op"] is null ? 0 : (settings["dropout_op_kwargs"]?["p"]).Number("dropout_op_kwargs.p", 0.5),
            StemFeatures = settings["stem_channels"] is null ? null : settings["stem_channels"].Integer("stem_channels"),
        };
    }

    static (string ClassName, JsonObject Settings) Old(JsonObject configuration)
    {
        var className = configuration["UNet_class_name"].Text("UNet_class_name");
        var blocks = configuration["n_conv_per_stage_encoder"] as JsonArray ?? throw new PlanException("the plans lack n_conv_per_stage_encoder", NotKnown);
        var features = configuration["UNet_base_num_features"].Integer("UNet_base_num_features");
        var most = configuration["unet_max_num_features"].Integer("unet_max_num_features");
        return (className, new JsonObject
        {
            ["n_stages"] = blocks.Count,
            ["features_per_stage"] = new JsonArray([.. Enumerable.Range(0, blocks.Count).Select(stage => (JsonNode)(int)Math.Min(features * Math.Pow(2, stage), most))]),
            ["kernel_sizes"] = configuration["conv_kernel_sizes"]?.DeepClone(),
            ["strides"] = configuration["pool_op_kernel_sizes"]?.DeepClone(),
            [className == "PlainConvUNet" ? "n_conv_per_stage" : "n_blocks_per_stage"] = blocks.DeepClone(),
            ["n_conv_per_stage_decoder"] = configuration["n_conv_per_stage_decoder"]?.DeepClone(),
            ["conv_op"] = $"torch.nn.modules.conv.Conv{(configuration["patch_size"] as JsonArray)?.Count ?? 0}d",
            ["conv_bias"] = true,
            ["norm_op"] = "torch.nn.modules.instancenorm.InstanceNorm",
            ["norm_op_kwargs"] = new JsonObject { ["eps"] = 1e-5, ["affine"] = true },
            ["nonlin"] = "torch.nn.LeakyReLU",
        });
    }

    static void RefuseUnknown(JsonObject settings)
    {
        foreach (var (key, value) in settings)
        {
            var isKnown = key is "n_stages" or "features_per_stage" or "kernel_sizes" or "strides" or "n_conv_per_stage" or "n_blocks_per_stage" or "n_conv_per_stage_decoder"
                or "conv_op" or "conv_bias" or "norm_op" or "norm_op_kwargs" or "nonlin" or "nonlin_kwargs" or "nonlin_first" or "dropout_op" or "dropout_op_kwargs"
                or "stem_channels" or "deep_supervision" or "input_channels" or "num_classes";
            if (!isKnown && value is not null && !(key == "block" && value.ToString().EndsWith("BasicBlockD", StringComparison.Ordinal)))
            {
                throw new PlanException($"the plans' architecture has the setting '{key}'", NotKnown);
            }
        }
    }

    static ImmutableArray<UNetStage> Stages(JsonObject settings, UNetEncoder encoder)
    {
        var count = settings["n_stages"].Integer("n_stages");
        if (count is < 2 or > 32)
        {
            throw new PlanException($"the plans ask for {count} stages", NotKnown);
        }

        var rank = settings["conv_op"].Text("conv_op") switch
        {
            var name when name.EndsWith("Conv1d", StringComparison.Ordinal) => 1,
            var name when name.EndsWith("Conv2d", StringComparison.Ordinal) => 2,
            var name when name.EndsWith("Conv3d", StringComparison.Ordinal) => 3,
            var name => throw new PlanException($"the plans ask for the convolution '{name}'", NotKnown),
        };
        var features = settings["features_per_stage"].Integers(count, "features_per_stage");
        var kernels = settings["kernel_sizes"].Sizes(count, rank, "kernel_sizes");
        var strides = settings["strides"].Sizes(count, rank, "strides");
        var key = encoder == UNetEncoder.Plain ? "n_conv_per_stage" : "n_blocks_per_stage";
        var blocks = settings[key].Integers(count, key);
        return [.. Enumerable.Range(0, count).Select(stage => new UNetStage(features[stage], kernels[stage], strides[stage], blocks[stage]))];
    }

    static UNetNormalization Normalization(JsonObject settings)
    {
        if (settings["norm_op"] is null)
        {
            return new(UNetNormalizationKind.None);
        }

        var name = settings["norm_op"].Text("norm_op");
        var kind = name.Contains("InstanceNorm", StringComparison.Ordinal) ? UNetNormalizationKind.Instance
            : name.Contains("BatchNorm", StringComparison.Ordinal) ? UNetNormalizationKind.Batch
            : throw new PlanException($"the plans ask for the normalisation '{name}'", NotKnown);
        var options = settings["norm_op_kwargs"] as JsonObject ?? [];
        return new(
            kind,
            options["eps"].Number("norm_op_kwargs.eps", 1e-5),
            options["affine"] is JsonValue affine ? affine.GetValueKind() == System.Text.Json.JsonValueKind.True : kind == UNetNormalizationKind.Batch,
            options["momentum"].Number("norm_op_kwargs.momentum", 0.1));
    }

    static UNetActivation Activation(JsonObject settings)
    {
        if (settings["nonlin"] is null)
        {
            return new("Identity");
        }

        var name = settings["nonlin"].Text("nonlin");
        var options = settings["nonlin_kwargs"];
        return name[(name.LastIndexOf('.') + 1)..] switch
        {
            "LeakyReLU" => new("LeakyReLU", (options?["negative_slope"]).Number("nonlin_kwargs.negative_slope", 0.01)),
            "ELU" => new("ELU", (options?["alpha"]).Number("nonlin_kwargs.alpha", 1)),
            "GELU" when options?["approximate"] is null || options["approximate"]!.ToString() == "none" => new("GELU"),
            ("ReLU" or "SiLU" or "Identity") and var plain => new(plain),
            var other => throw new PlanException($"the plans ask for the activation '{other}'", NotKnown),
        };
    }
}
