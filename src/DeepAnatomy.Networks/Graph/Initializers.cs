using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>The initializers that layers have by default, as Keras serialises them.</summary>
public static class Initializers
{
    /// <summary>Module of all initializers.</summary>
    public const string Module = "keras.initializers";

    /// <summary>Uniform within ±√(6 / (fan in + fan out)).</summary>
    public static ConfigObject GlorotUniform => Seeded("GlorotUniform");

    /// <summary>Normal, cut at two standard deviations, with variance 2 / fan in.</summary>
    public static ConfigObject HeNormal => Seeded("HeNormal");

    /// <summary>All zero.</summary>
    public static ConfigObject Zeros => new("Zeros", [], Module);

    /// <summary>All one.</summary>
    public static ConfigObject Ones => new("Ones", [], Module);

    /// <summary>An orthogonal matrix.</summary>
    public static ConfigObject Orthogonal => new("Orthogonal", new JsonObject { ["seed"] = null, ["gain"] = 1.0 }, Module);

    /// <summary>Uniform between −0.05 and 0.05.</summary>
    public static ConfigObject RandomUniform => new("RandomUniform", new JsonObject { ["seed"] = null, ["minval"] = -0.05, ["maxval"] = 0.05 }, Module);

    /// <summary>Normal with standard deviation 0.02, cut at two of them.</summary>
    public static ConfigObject TruncatedNormal => new("TruncatedNormal", new JsonObject { ["seed"] = null, ["mean"] = 0.0, ["stddev"] = 0.02 }, Module);

    static ConfigObject Seeded(string className) => new(className, new JsonObject { ["seed"] = null }, Module);
}
