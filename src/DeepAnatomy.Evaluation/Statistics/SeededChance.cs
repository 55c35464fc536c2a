namespace DeepAnatomy.Evaluation.Statistics;

/// <summary>A small seeded generator (SplitMix64, Steele et al. 2014): the same seed gives the same numbers on every machine and in every version.</summary>
sealed class SeededChance(ulong seed)
{
    ulong state = seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="below"/> − 1, each equally likely up to 2⁻³².</summary>
    public int Below(int below) => (int)(((Next() >> 32) * (ulong)below) >> 32);
}
