using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>Finds a configuration in the plans and joins it with what it inherits.</summary>
static class Plans
{
    const string Remedy = "Give the folder of the trained model with its plans.json";

    /// <summary>One configuration with everything it inherits.</summary>
    /// <param name="plans">Content of <c>plans.json</c>.</param>
    /// <param name="name">Its name, e.g. <c>3d_fullres</c>.</param>
    /// <exception cref="PlanException">It is not there, or inherits from itself.</exception>
    public static JsonObject Configuration(JsonObject plans, string name)
    {
        var all = plans["configurations"] as JsonObject ?? throw new PlanException("the plans hold no configurations", Remedy);
        JsonObject result = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (string? current = name; current is not null;)
        {
            if (!seen.Add(current))
            {
                throw new PlanException($"the configuration '{current}' inherits from itself", "Repair inherits_from in plans.json");
            }

            var configuration = all[current] as JsonObject ?? throw new PlanException($"the plans hold no configuration '{current}' (they have {string.Join(", ", all.Select(entry => entry.Key))})", Remedy);
            foreach (var (key, value) in configuration)
            {
                if (!result.ContainsKey(key))
                {
                    result[key] = value?.DeepClone();
                }
            }

            current = configuration["inherits_from"] is JsonValue parent && parent.TryGetValue(out string? inherited) ? inherited : null;
        }

        return result;
    }
}
