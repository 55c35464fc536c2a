using System.Collections.Immutable;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.Safetensors;

namespace DeepAnatomy.Networks.Tests.PyTorch;

/// <summary>Damaged files give errors that name the file; never another exception, and never much memory.</summary>
public sealed class MutatedFileTests
{
    const long MostBytes = 400L << 20;

    [Fact]
    [Trait("Speed", "long")]
    public void A_damaged_checkpoint_is_refused_or_read()
    {
        using var folder = new TemporaryFolder();
        var original = folder.File("original.pth");
        SmallCheckpoint.Write(original);
        _ = NnUnetFile.Open(original);
        Check(folder, File.ReadAllBytes(original), "checkpoint_final.pth", 4000, path => NnUnetFile.Open(path));
    }

    [Fact]
    [Trait("Speed", "long")]
    public void A_checkpoint_with_a_damaged_pickle_is_refused_or_read()
    {
        using var folder = new TemporaryFolder();
        var pickle = SmallCheckpoint.Pickle();
        var path = folder.File("checkpoint_final.pth");
        foreach (var mutated in Mutations(pickle, 4000, 2))
        {
            File.Delete(path);
            TorchArchive.Write(path, mutated, SmallCheckpoint.Members());
            Try(path, file => NnUnetFile.Open(file));
        }
    }

    [Fact]
    [Trait("Speed", "long")]
    public void A_damaged_file_of_safetensors_is_refused_or_read()
    {
        using var folder = new TemporaryFolder();
        var original = folder.File("original.safetensors");
        ImmutableArray<int> shape = [4, 5];
        SafetensorsFile.Write(original, Enumerable.Range(0, 8).Select(index => KeyValuePair.Create($"layer_{index}/kernel", NdArray.Of(shape, new float[20]))), [new("a", "b")]);
        Check(folder, File.ReadAllBytes(original), "a.safetensors", 4000, path => SafetensorsFile.Read(path));
    }

    static void Check(TemporaryFolder folder, byte[] original, string name, int count, Action<string> open)
    {
        var path = folder.File(name);
        foreach (var mutated in Mutations(original, count, 1))
        {
            File.WriteAllBytes(path, mutated);
            Try(path, open);
        }
    }

    static void Try(string path, Action<string> open)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            open(path);
        }
        catch (UnreadableModelException e)
        {
            Assert.Contains(Path.GetFileName(path), e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    static IEnumerable<byte[]> Mutations(byte[] original, int count, int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < count; number++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var place = random.Next(bytes.Length);
                bytes[place] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(bytes[place] ^ (1 << random.Next(8))), _ => 0xff };
            }

            yield return number % 10 == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
        }
    }
}
