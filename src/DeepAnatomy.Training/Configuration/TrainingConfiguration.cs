using System.Collections.Immutable;
using DeepAnatomy.Networks.Documents;
using DeepAnatomy.Training.Augmentation;
using DeepAnatomy.Training.Datasets;
using DeepAnatomy.Training.Preprocessing;
using DeepAnatomy.Training.Sampling;
using DeepAnatomy.Training.Sparse;

namespace DeepAnatomy.Training.Configuration;

/// <summary>How a network is trained: what <c>configuration.yaml</c> says (schema: <c>contracts/configuration.schema.json</c>).</summary>
public sealed record TrainingConfiguration
{
    /// <summary>Name of the training.</summary>
    [Setting("Name of the training; becomes the name of the model.", "Name des Trainings; wird zum Namen des Modells.")]
    public string Name { get; init; } = "training";

    /// <summary>The architecture.</summary>
    [Setting("File of the architecture (architecture.json); null for a small U-Net that fits data and patches. --arch comes before it.", "Datei der Architektur (architecture.json); null für ein kleines U-Net, das zu Daten und Ausschnitten passt. --arch geht vor.")]
    public string? Architecture { get; init; }

    /// <summary>Seed of weights and dropout.</summary>
    [Setting("Seed of fresh weights and of dropout; patches and folds have seeds of their own.", "Startwert frischer Gewichte und des Dropouts; Ausschnitte und Gruppen haben eigene.", Minimum = 0, Maximum = int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>The annotated scans.</summary>
    [Setting("The annotated scans and what is learned from them.", "Die annotierten Aufnahmen und was aus ihnen gelernt wird.")]
    public DatasetSettings Data { get; init; } = new();

    /// <summary>Training and validation.</summary>
    [Setting("How patients are shared out between training and validation.", "Wie Patienten auf Training und Validierung verteilt werden.")]
    public SplitSettings Split { get; init; } = new();

    /// <summary>What happens to a scan first.</summary>
    [Setting("What happens to every scan before a network sees it.", "Was mit jeder Aufnahme geschieht, bevor ein Netz sie sieht.")]
    public PreprocessingSettings Preprocessing { get; init; } = new();

    /// <summary>Patches.</summary>
    [Setting("Which patches the training sees.", "Welche Ausschnitte das Training sieht.")]
    public SamplingSettings Sampling { get; init; } = new();

    /// <summary>Random changes.</summary>
    [Setting("Random changes of the patches.", "Zufällige Veränderungen der Ausschnitte.")]
    public AugmentationSettings Augmentation { get; init; } = new();

    /// <summary>Sparse annotations.</summary>
    [Setting("What undefined and uncertain voxels of sparse annotations (SPLAT) mean.", "Was undefinierte und unsichere Voxel spärlicher Annotationen (SPLAT) bedeuten.")]
    public SparseSettings Sparse { get; init; } = new();

    /// <summary>The parts of the loss.</summary>
    [Setting("The parts of the loss; they are added with their weights.", "Die Teile der Verlustfunktion; sie werden mit ihren Gewichten addiert.")]
    public ImmutableArray<LossSettings> Loss { get; init; } = [new CrossEntropySettings(), new DiceSettings()];

    /// <summary>How the weights follow the gradients.</summary>
    [Setting("How the weights follow the gradients.", "Wie die Gewichte den Gradienten folgen.")]
    public OptimizerSettings Optimizer { get; init; } = new AdamWSettings();

    /// <summary>The learning rate over time.</summary>
    [Setting("How the learning rate changes over the training.", "Wie sich die Lernrate über das Training ändert.")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>When it ends.</summary>
    [Setting("When the training ends.", "Wann das Training endet.")]
    public LimitSettings Limits { get; init; } = new();

    /// <summary>How it is judged.</summary>
    [Setting("How the network is judged while it trains.", "Wie das Netz beim Training beurteilt wird.")]
    public ValidationSettings Validation { get; init; } = new();

    /// <summary>What is kept.</summary>
    [Setting("What is kept so that the training can go on.", "Was aufbewahrt wird, damit das Training weitergehen kann.")]
    public CheckpointSettings Checkpoints { get; init; } = new();

    /// <summary>What happens when it goes wrong.</summary>
    [Setting("What happens when the training goes wrong.", "Was geschieht, wenn das Training schiefgeht.")]
    public GuardSettings Guards { get; init; } = new();

    /// <summary>The weights at the start.</summary>
    [Setting("What the weights are at the start.", "Was die Gewichte am Anfang sind.")]
    public StartSettings Start { get; init; } = new();

    /// <summary>Where it runs.</summary>
    [Setting("Where and with what the training runs.", "Wo und womit das Training läuft.")]
    public ExecutorSettings Executor { get; init; } = new();
}
