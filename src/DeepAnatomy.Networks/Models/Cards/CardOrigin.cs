using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Where a model came from.</summary>
public sealed record CardOrigin
{
    /// <summary>Kind of file it was imported from, e.g. keras-3, keras-2-h5, nnunet-2, template.</summary>
    [Setting("Kind of file it was imported from, e.g. keras-3, keras-2-h5, nnunet-2, template.", "Art der Datei, aus der importiert wurde, z. B. keras-3, keras-2-h5, nnunet-2, template.")]
    public required string Format { get; init; }

    /// <summary>Version of the library that wrote it.</summary>
    [Setting("Version of the library that wrote it.", "Version der Bibliothek, die sie schrieb.")]
    public string? ProducerVersion { get; init; }

    /// <summary>Template or class of the network.</summary>
    [Setting("Template or class of the network.", "Vorlage oder Klasse des Netzes.")]
    public string? Architecture { get; init; }

    /// <summary>Facts of nnU-Net.</summary>
    [Setting("Facts of nnU-Net.", "Angaben von nnU-Net.")]
    public CardNnUnet? NnUnet { get; init; }

    /// <summary>What the import changed or guarded against.</summary>
    [Setting("What the import changed or guarded against.", "Was der Import änderte oder abfing.")]
    public ImmutableArray<string> Notes { get; init; } = [];
}
