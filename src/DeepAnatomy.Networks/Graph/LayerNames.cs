using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Networks.Graph;

/// <summary>Names in the manner of Keras.</summary>
public static partial class LayerNames
{
    /// <summary>Snake case of a class name as Keras makes it: <c>Conv2DTranspose</c> → <c>conv2d_transpose</c>, <c>ReLU</c> → <c>re_lu</c>. It is also the stem of the group that holds the weights.</summary>
    /// <param name="className">Class name.</param>
    public static string Snake(string className)
    {
        var name = WordStart().Replace(NonWord().Replace(className, ""), "$1_$2");
        return LowerUpper().Replace(name, "$1_$2").ToLowerInvariant();
    }

    /// <summary>Gives every layer without a name one of its own: the snake case of its class, then <c>_1</c>, <c>_2</c> … in the order of the list; names that were given are left alone.</summary>
    /// <param name="layers">The layers in the order of their creation.</param>
    /// <exception cref="ArgumentException">Two layers were given the same name, or a name holds <c>/</c>.</exception>
    public static ImmutableArray<Layer> Fill(IReadOnlyList<Layer> layers)
    {
        HashSet<string> taken = [];
        foreach (var layer in layers.Where(layer => layer.Name.Length > 0))
        {
            if (layer.Name.Contains('/') || !taken.Add(layer.Name))
            {
                throw new ArgumentException($"The layer name '{layer.Name}' is used twice or contains '/'.", nameof(layers));
            }
        }

        Dictionary<string, int> next = [];
        return [.. layers.Select(layer => layer.Name.Length > 0 ? layer : layer with { Name = Unused(Snake(layer.ClassName), taken, next) })];
    }

    static string Unused(string stem, HashSet<string> taken, Dictionary<string, int> next)
    {
        while (true)
        {
            var number = next.GetValueOrDefault(stem);
            next[stem] = number + 1;
            var name = number == 0 ? stem : $"{stem}_{number}";
            if (taken.Add(name))
            {
                return name;
            }
        }
    }

    [GeneratedRegex(@"\W+")]
    private static partial Regex NonWord();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerUpper();
}
