namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Which numbers a failed quality check takes back.</summary>
[Flags]
enum Withheld
{
    None = 0,

    /// <summary>Areas and HU of muscle at the level.</summary>
    Muscle = 1,

    /// <summary>Subcutaneous fat at the level.</summary>
    Subcutaneous = 2,

    /// <summary>Visceral fat at the level.</summary>
    Visceral = 4,

    /// <summary>Waist, body area and diameters.</summary>
    Body = 8,

    /// <summary>Values of one side.</summary>
    Sides = 16,

    /// <summary>Volumes and means over ranges of vertebrae.</summary>
    Ranges = 32,

    /// <summary>All that is taken at the level.</summary>
    Level = Muscle | Subcutaneous | Visceral | Body,

    /// <summary>Every number.</summary>
    Everything = Level | Sides | Ranges,
}

/// <summary>The reasons of failed quality checks, by what they take back; group by group where a check concerns one muscle group.</summary>
sealed class Withholding
{
    readonly List<(Withheld What, string? Group, string Reason)> entries = [];

    /// <summary>Takes numbers back.</summary>
    /// <param name="what">Which.</param>
    /// <param name="reason">Why; becomes the reason of every number.</param>
    /// <param name="group">Only this muscle group, or all for null.</param>
    public void Add(Withheld what, string reason, string? group = null) => entries.Add((what, group, reason));

    /// <summary>The first reason to withhold a number, or null to report it.</summary>
    public string? Reason(Withheld what, string? group = null)
    {
        foreach (var entry in entries)
        {
            if ((entry.What & what) != 0 && (entry.Group is null || entry.Group == group))
            {
                return entry.Reason;
            }
        }

        return null;
    }
}
