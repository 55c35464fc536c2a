using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>One data set.</summary>
public sealed record CardData
{
    /// <summary>Name of the data set.</summary>
    [Setting("Name of the data set.", "Name des Datensatzes.")]
    public required string Name { get; init; }

    /// <summary>What it holds and where it comes from.</summary>
    [Setting("What it holds and where it comes from.", "Was er enthält und woher er stammt.")]
    public string Description { get; init; } = "";

    /// <summary>Licence or terms of use.</summary>
    [Setting("Licence or terms of use.", "Lizenz oder Nutzungsbedingungen.")]
    public string Licence { get; init; } = "";

    /// <summary>Number of scans.</summary>
    [Setting("Number of scans.", "Anzahl der Aufnahmen.", Minimum = 0)]
    public int? Cases { get; init; }

    /// <summary>Number of patients.</summary>
    [Setting("Number of patients.", "Anzahl der Patienten.", Minimum = 0)]
    public int? Patients { get; init; }

    /// <summary>Whether it is made by a computer and holds no patient.</summary>
    [Setting("Whether it is made by a computer and holds no patient.", "Ob er künstlich erzeugt ist und keinen Patienten enthält.")]
    public bool Synthetic { get; init; }

    /// <summary>Hash of its list of files.</summary>
    [Setting("Hash of its list of files.", "Prüfsumme seiner Dateiliste.", Pattern = "^[0-9a-f]{64}$")]
    public string? Sha256 { get; init; }
}
