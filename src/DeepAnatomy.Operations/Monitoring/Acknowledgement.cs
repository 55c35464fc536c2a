namespace DeepAnatomy.Operations.Monitoring;

/// <summary>What became of a batch of lines.</summary>
/// <param name="Session">The session the lines belong to; 0 where no line said it.</param>
/// <param name="Seq">The largest number up to which every line of that session is kept: the sender goes on behind it.</param>
/// <param name="Accepted">Lines that are new.</param>
/// <param name="Duplicates">Lines that were kept already, passed over.</param>
/// <param name="Problem">Why the rest of the batch was not taken; null when all of it was.</param>
public readonly record struct Acknowledgement(int Session, long Seq, int Accepted, int Duplicates, LineProblem? Problem = null);
