using System.Collections.Frozen;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Legacy;
using DeepAnatomy.Networks.Keras.Migration;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras.Optimizers;

/// <summary>The <c>training_config</c> of legacy files, and optimizer settings of Keras 2.</summary>
static class LegacyCompilation
{
    const string Name = "optimizer";

    static readonly FrozenSet<string> Known =
    [
        "name", "learning_rate", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
        "beta_1", "beta_2", "epsilon", "amsgrad", "momentum", "nesterov", "rho", "centered", "initial_accumulator_value", "learning_rate_power", "l1_regularization_strength",
        "l2_regularization_strength", "l2_shrinkage_regularization_strength", "beta",
    ];

    /// <summary>Reads a <c>training_config</c>; null when there is none.</summary>
    public static Compilation? Read(JsonObject? config, LegacyContext context)
    {
        if (config is null)
        {
            return null;
        }

        JsonObject compile = new()
        {
            ["optimizer"] = config["optimizer_config"]?.DeepClone(),
            ["loss"] = config["loss"]?.DeepClone(),
            ["loss_weights"] = config["loss_weights"]?.DeepClone(),
            ["metrics"] = config["metrics"]?.DeepClone(),
        };
        return Modernised(Compilation.Read(compile), context);
    }

    /// <summary>Takes the wrapper off that scales losses for half precision: training here is in single precision.</summary>
    public static Compilation? WithoutLossScale(Compilation? compilation, LegacyContext context)
    {
        if (compilation?.Optimizer is not { ClassName: "LossScaleOptimizer" } wrapper || wrapper.Config["inner_optimizer"] is not JsonObject inner || inner["class_name"].Text() is not { } className)
        {
            return compilation;
        }

        context.Note(Name, MigrationKind.Dropped, $"LossScaleOptimizer serves half precision; the {className} inside is used.");
        return compilation with { Optimizer = new(className, inner["config"]?.DeepClone() as JsonObject ?? [], wrapper.Module) };
    }

    /// <summary>Gives the settings of the optimizer the names of Keras 3.</summary>
    public static Compilation? Modernised(Compilation? compilation, LegacyContext context)
    {
        if (compilation?.Optimizer is not { } optimizer)
        {
            return compilation;
        }

        var config = (JsonObject)optimizer.Config.DeepClone();
        if (config.TryGetPropertyValue("lr", out var rate))
        {
            config.Remove("lr");
            config["learning_rate"] ??= rate?.DeepClone();
            context.Note(Name, MigrationKind.Renamed, "lr is learning_rate now.");
        }

        Decay(config, context);
        List<string> dropped = [];
        foreach (var key in config.Select(item => item.Key).Where(key => !Known.Contains(key)).ToList())
        {
            config.Remove(key);
            dropped.Add(key);
        }

        if (dropped.Count > 0)
        {
            context.Note(Name, MigrationKind.Dropped, $"{string.Join(", ", dropped)} {(dropped.Count == 1 ? "is no setting" : "are no settings")} of optimizers in Keras 3.");
        }

        var className = optimizer.ClassName[(optimizer.ClassName.LastIndexOf('>') + 1)..];
        return compilation with { Optimizer = optimizer with { ClassName = className, Config = config } };
    }

    static void Decay(JsonObject config, LegacyContext context)
    {
        if (!config.TryGetPropertyValue("decay", out var node))
        {
            return;
        }

        config.Remove("decay");
        if (node.Number() is not > 0)
        {
            return;
        }

        config["learning_rate"] = new JsonObject
        {
            ["module"] = "keras.optimizers.schedules",
            ["class_name"] = "InverseTimeDecay",
            ["config"] = new JsonObject
            {
                ["initial_learning_rate"] = config["learning_rate"].Number() ?? 0.01,
                ["decay_steps"] = 1,
                ["decay_rate"] = node!.DeepClone(),
                ["staircase"] = false,
                ["name"] = "InverseTimeDecay",
            },
            ["registered_name"] = null,
        };
        context.Note(Name, MigrationKind.Rewritten, "decay was removed; the schedule InverseTimeDecay computes the same learning rate.");
    }
}
