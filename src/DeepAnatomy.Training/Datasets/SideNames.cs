namespace DeepAnatomy.Training.Datasets;

/// <summary>Left and right in the names of structures: <c>psoas_left</c>, <c>rib_left_5</c>, <c>kidney-right</c>.</summary>
static class SideNames
{
    /// <summary>The name of the same structure on the other side; the name itself where it has no side.</summary>
    public static string Mirrored(string name)
    {
        var result = new System.Text.StringBuilder(name.Length + 1);
        for (var n = 0; n < name.Length;)
        {
            var end = n;
            while (end < name.Length && char.IsLetterOrDigit(name[end]))
            {
                end++;
            }

            var word = name[n..end];
            result.Append(Swapped(word));
            if (end < name.Length)
            {
                result.Append(name[end]);
            }

            n = end + 1;
        }

        return result.ToString();
    }

    /// <summary>Whether the name says left or right.</summary>
    public static bool HasSide(string name) => Mirrored(name) != name;

    static string Swapped(string word) => word switch
    {
        "left" => "right",
        "right" => "left",
        "Left" => "Right",
        "Right" => "Left",
        _ => word,
    };
}
