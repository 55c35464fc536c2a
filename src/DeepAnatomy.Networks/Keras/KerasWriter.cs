using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Archives;
using DeepAnatomy.Networks.Keras.Config;
using DeepAnatomy.Networks.Keras.Weights;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>Writes <c>.keras</c> files that every Keras from 3.3 on loads, with the state of the optimizer where the model has one.</summary>
public static class KerasWriter
{
    /// <summary>The oldest version of the dialect: newer ones accept it, and none takes it for something it is not.</summary>
    const string DialectVersion = "3.0.0";

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a model; same model and date, same bytes; the file is there as a whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="date">Goes into the file as the time of saving.</param>
    /// <param name="assets">Further members by name (<c>assets/…</c>), which Keras does not look at; null for none.</param>
    /// <exception cref="ArgumentException">Keras 3 cannot express a layer, or a weight is missing or has the wrong shape; nothing is written.</exception>
    public static void Write(Model model, string path, DateTimeOffset date, IReadOnlyList<KeyValuePair<string, byte[]>>? assets = null)
    {
        KeyValuePair<string, ReadOnlyMemory<byte>>[] members =
        [
            new("metadata.json", Text(Metadata(date))),
            new("config.json", Text(Configuration(model))),
            new("model.weights.h5", WeightWriter.Write(model.Network, model.Weights, model.Compilation, model.OptimizerState)),
            .. (assets ?? []).Select(asset => new KeyValuePair<string, ReadOnlyMemory<byte>>(asset.Key, asset.Value)),
        ];
        AtomicFile.Write(path, stream => ZipWriter.Write(stream, members, date));
    }

    /// <summary>The <c>config.json</c> of a model: what <c>model.to_json()</c> gives.</summary>
    /// <param name="model">The model.</param>
    public static string ToJson(Model model) => Configuration(model).ToJsonString(Plain);

    static JsonObject Metadata(DateTimeOffset date) => new()
    {
        ["keras_version"] = DialectVersion,
        ["date_saved"] = date.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
    };

    static JsonObject Configuration(Model model)
    {
        var config = NetworkWriter.Write(model.Network);
        if (model.Compilation is { } compilation)
        {
            config["compile_config"] = compilation.Write();
        }

        return config;
    }

    static byte[] Text(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Plain));
}
