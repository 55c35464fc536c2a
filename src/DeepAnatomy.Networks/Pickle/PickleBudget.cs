namespace DeepAnatomy.Networks.Pickle;

/// <summary>What a pickle may cost: opcodes that copy what they take can multiply a small file without end.</summary>
/// <param name="bytes">Bytes that copies may take together.</param>
sealed class PickleBudget(long bytes = 256L << 20)
{
    long left = bytes;

    /// <summary>Takes a share.</summary>
    /// <param name="amount">Bytes.</param>
    /// <exception cref="PickleException">More is wanted than is left.</exception>
    public void Spend(long amount)
    {
        left -= amount;
        if (left < 0)
        {
            throw new PickleException("the pickle expands to more than a checkpoint needs");
        }
    }
}
