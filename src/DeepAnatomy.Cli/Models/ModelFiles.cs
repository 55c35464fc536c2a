using DeepAnatomy.Imaging.Volumes;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.Safetensors;

namespace DeepAnatomy.Cli.Models;

/// <summary>Model files that commands write.</summary>
static class ModelFiles
{
    static readonly string[] Formats = [".keras", ".weights.h5", ".safetensors", ".json"];

    /// <summary>Refuses early a name that says no format that is written.</summary>
    public static void CheckName(string path)
    {
        if (!Formats.Any(format => path.EndsWith(format, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"{path}: the name says no known format; use one that ends with {string.Join(", ", Formats)}.");
        }

        CheckFolder(path);
    }

    /// <summary>Refuses early a file whose folder does not exist.</summary>
    public static void CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{path}: the folder {folder} does not exist; create it first.");
        }
    }

    /// <summary>Writes a model in the format that the name says: whole or not at all.</summary>
    public static void Write(Model model, string path, DateTimeOffset now)
    {
        if (path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            KerasWriter.Write(model, path, now);
        }
        else if (path.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase))
        {
            WeightsFile.Write(path, model.Network, model.Weights);
        }
        else if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            SafetensorsWeights.Write(path, model);
        }
        else
        {
            AtomicFile.WriteText(path, KerasWriter.ToJson(model));
        }
    }

    /// <summary>Puts a card inside a <c>.keras</c> file, beside any other.</summary>
    public static void WriteCard(string path, ModelCard card)
    {
        if (path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            ModelCardFile.WriteInside(path, card);
        }
        else
        {
            ModelCardFile.WriteBeside(path, card);
        }
    }
}
