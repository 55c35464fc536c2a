namespace DeepAnatomy.Imaging.Phantoms;

/// <summary>Chance by counting: the n-th number of a seed is a hash of both, so it does not matter who asks first or on which thread.</summary>
public static class CounterRandom
{
    /// <summary>A well mixed 64-bit hash (SplitMix64's finaliser).</summary>
    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    /// <summary>The seed of a named stream within a seed.</summary>
    public static ulong Stream(ulong seed, string name)
    {
        var hash = Mix(seed);
        foreach (var c in name)
        {
            hash = Mix(hash ^ c);
        }

        return hash;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public static double Unit(ulong seed, ulong counter) => (Mix(seed ^ Mix(counter)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Nearly normal, mean 0, standard deviation 1: the sum of four 16-bit uniforms of one hash; bounded at ±3.46.</summary>
    public static float Bell(ulong seed, ulong counter)
    {
        var h = Mix(seed ^ (counter * 0xD1342543DE82EF95UL));
        var sum = (int)(h & 0xFFFF) + (int)((h >> 16) & 0xFFFF) + (int)((h >> 32) & 0xFFFF) + (int)(h >> 48);
        return (sum - 131070) * (1 / 37837.2f);
    }
}

/// <summary>Numbers drawn one after the other from one named stream of a seed.</summary>
sealed class RandomStream(ulong seed, string name)
{
    readonly ulong stream = CounterRandom.Stream(seed, name);
    ulong counter;

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => CounterRandom.Unit(stream, counter++);

    /// <summary>Uniform between two bounds.</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Normal, clipped at ±3 standard deviations (Box–Muller).</summary>
    public double Normal(double mean, double sd)
    {
        var u = Math.Max(Unit(), 1e-12);
        var g = Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * Unit());
        return mean + (sd * Math.Clamp(g, -3, 3));
    }
}
