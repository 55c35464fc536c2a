using System.Globalization;

namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>Vertebrae counted from head to foot with L1 as 1: T12 is 0, L5 is 5, S1 is 6.</summary>
static class VertebraNumber
{
    public const int T1 = -11, T12 = 0, L1 = 1, L5 = 5, S1 = 6;

    /// <summary>C7 and up, T1–T12, L1–L5, S1 and down.</summary>
    public static string NameOf(int number) => number switch
    {
        < T1 => "C" + (19 + number).ToString(CultureInfo.InvariantCulture),
        <= T12 => "T" + (12 + number).ToString(CultureInfo.InvariantCulture),
        <= L5 => "L" + number.ToString(CultureInfo.InvariantCulture),
        _ => "S" + (number - 5).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The number of a name such as <c>L3</c>, or null when it is no vertebra from C1 to S5.</summary>
    public static int? Of(string name)
    {
        if (name.Length < 2 || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return null;
        }

        return char.ToUpperInvariant(name[0]) switch
        {
            'C' when n is >= 1 and <= 7 => n - 19,
            'T' or 'D' when n is >= 1 and <= 12 => n - 12,
            'L' when n is >= 1 and <= 5 => n,
            'S' when n is >= 1 and <= 5 => n + 5,
            _ => null,
        };
    }
}
