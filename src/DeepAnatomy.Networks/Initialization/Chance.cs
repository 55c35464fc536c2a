namespace DeepAnatomy.Networks.Initialization;

/// <summary>Numbers of one named stream of a seed (SplitMix64, Steele et al. 2014): the same on every machine, and independent of what other streams draw.</summary>
sealed class Chance
{
    const ulong Step = 0x9E3779B97F4A7C15;
    ulong state;
    double? spare;

    public Chance(ulong seed, string stream)
    {
        state = Mix(seed + Step);
        foreach (var character in stream)
        {
            state = Mix(state ^ character);
        }
    }

    /// <summary>Uniform in (0, 1].</summary>
    public double Unit() => ((Mix(state += Step) >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public double Normal()
    {
        if (spare is { } second)
        {
            spare = null;
            return second;
        }

        var radius = Math.Sqrt(-2 * Math.Log(Unit()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Unit());
        spare = radius * sine;
        return radius * cosine;
    }

    /// <summary>Normal with mean 0 and standard deviation 1 before values beyond ±2 are drawn again.</summary>
    public double TruncatedNormal()
    {
        double value;
        do
        {
            value = Normal();
        }
        while (Math.Abs(value) > 2);

        return value;
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
