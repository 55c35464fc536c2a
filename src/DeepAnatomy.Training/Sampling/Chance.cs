using DeepAnatomy.Imaging.Phantoms;

namespace DeepAnatomy.Training.Sampling;

/// <summary>Chance by counting: a stream of numbers that depends on seed, iteration, sample and purpose alone, not on threads or on what was drawn elsewhere. Pass it by reference.</summary>
public struct Chance
{
    readonly ulong stream;
    ulong counter;

    Chance(ulong stream) => this.stream = stream;

    /// <summary>The stream of one purpose.</summary>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="iteration">Iteration, from 0.</param>
    /// <param name="sample">Sample within the batch, from 0; −1 for the batch as a whole.</param>
    /// <param name="purpose">What is drawn; each step has a name of its own.</param>
    public static Chance Of(ulong seed, long iteration, int sample, string purpose) =>
        new(CounterRandom.Stream(CounterRandom.Mix(CounterRandom.Mix(seed ^ 0x5EEDUL) ^ (ulong)iteration) ^ ((ulong)(uint)(sample + 1) << 32), purpose));

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => CounterRandom.Unit(stream, counter++);

    /// <summary>Uniform between two bounds.</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>True with a probability; always draws one number.</summary>
    public bool Happens(double probability) => Unit() < probability;

    /// <summary>A whole number, 0 … count − 1.</summary>
    public int Below(int count) => Math.Min((int)(Unit() * count), count - 1);

    /// <summary>A seed for many numbers drawn elsewhere, one per voxel for example.</summary>
    public ulong Seed() => CounterRandom.Mix(stream ^ CounterRandom.Mix(counter++));
}
