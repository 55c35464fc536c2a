using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DeepAnatomy.Networks.Arrays;

/// <summary>What the header of an <c>.npy</c> file says.</summary>
/// <param name="Description">Element type in NumPy's notation, e.g. <c>&lt;f4</c>.</param>
/// <param name="IsFortranOrder">First axis fastest.</param>
/// <param name="Shape">Sizes.</param>
sealed partial record NpyHeader(string Description, bool IsFortranOrder, ImmutableArray<int> Shape)
{
    /// <summary>The element type, or null when it is not read.</summary>
    public StoredElementType? FileType => StoredElements.TypeOf(Description);

    /// <summary>Reads the Python dictionary literal; null when it is not one of an array.</summary>
    public static NpyHeader? Parse(string text)
    {
        var (description, order, shape) = (DescriptionItem().Match(text), OrderItem().Match(text), ShapeItem().Match(text));
        if (!description.Success || !order.Success || !shape.Success)
        {
            return null;
        }

        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (var size in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(size.TrimEnd('L'), out var number) || number < 0)
            {
                return null;
            }

            sizes.Add(number);
        }

        return new(description.Groups[1].Value, order.Groups[1].Value == "True", sizes.ToImmutable());
    }

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""]([^'""]*)['""]")]
    private static partial Regex DescriptionItem();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(True|False)")]
    private static partial Regex OrderItem();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapeItem();
}
