namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>How well two ways to segment one scan agree on a structure.</summary>
/// <param name="Structure">Name of the label.</param>
/// <param name="Dice">2·|A∩B| / (|A|+|B|) over the slices compared; NaN where neither has it.</param>
/// <param name="LeastDice">Below this the structure should be looked at.</param>
public readonly record struct StructureAgreement(string Structure, double Dice, double LeastDice)
{
    /// <summary>Whether the structure should be looked at.</summary>
    public bool IsDoubtful => Dice < LeastDice;
}
