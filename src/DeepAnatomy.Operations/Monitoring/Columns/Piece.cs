namespace DeepAnatomy.Operations.Monitoring.Columns;

/// <summary>Points of one series and session in the order they came: step, time (UTC ticks), value. Never changes.</summary>
abstract class Piece
{
    /// <summary>Points that one entry of <see cref="BlockMinima"/> stands for.</summary>
    public const int BlockLength = 256;

    public abstract int Count { get; }

    /// <summary>Whether times never go back within the piece.</summary>
    public abstract bool HasSortedTimes { get; }

    public abstract long Step(int index);

    public abstract long Time(int index);

    public abstract ReadOnlySpan<double> Values { get; }

    /// <summary>Smallest finite value of every whole block, +∞ where it has none; empty where the piece is small.</summary>
    public virtual ReadOnlySpan<double> BlockMinima => [];

    /// <summary>Largest finite value of every whole block, −∞ where it has none.</summary>
    public virtual ReadOnlySpan<double> BlockMaxima => [];

    /// <summary>How many values of every whole block are not finite.</summary>
    public virtual ReadOnlySpan<ushort> BlockNonFinite => [];

    /// <summary>Lets the system take back memory that was only read.</summary>
    public virtual void Forget()
    {
    }
}
