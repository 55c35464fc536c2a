using System.Buffers.Binary;
using System.Reflection;
using System.Text;
using DeepAnatomy.Torch.Engine;
using TorchSharp;

namespace DeepAnatomy.Torch.Tests.Natives;

/// <summary>The build's copy of TorchSharp's glue library (<c>tools/natives</c>), against the package's own.</summary>
public class GlueLibraryTests
{
    const string Library = "runtimes/linux-x64/native/libLibTorchSharp.so";
    const byte Weak = 2;

    static string Shipped => Path.Combine(AppContext.BaseDirectory, Library);

    static string Original => Path.Combine(
        typeof(GlueLibraryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TorchSharpPackage").Value!, Library);

    [Fact]
    public void The_shipped_library_loads_and_calculates()
    {
        TorchRuntime.Initialise(1);
        using var scope = torch.NewDisposeScope();
        var image = torch.arange(16, torch.ScalarType.Float32).reshape(1, 1, 4, 4);
        var sums = torch.nn.functional.conv2d(image, torch.ones(1, 1, 3, 3));
        Assert.Equal([45f, 54f, 81f, 90f], sums.data<float>().ToArray());
    }

    [Fact]
    public void The_shipped_library_is_the_one_that_is_loaded()
    {
        TorchRuntime.Initialise(1);
        Assert.Contains(File.ReadLines("/proc/self/maps"), line => line.EndsWith(Shipped, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_weak_flag_of_the_missing_version_differs_from_the_package()
    {
        byte[] shipped = File.ReadAllBytes(Shipped), original = File.ReadAllBytes(Original);
        Assert.Equal(original.Length, shipped.Length);
        var at = Assert.Single(Enumerable.Range(0, original.Length), i => original[i] != shipped[i]);
        Assert.Equal((0, Weak), (original[at], shipped[at]));

        // Elf64_Vernaux begins with the hash of the version's name, then come the flags.
        Assert.Equal(ElfHash("GLIBCXX_3.4.32"), BinaryPrimitives.ReadUInt32LittleEndian(original.AsSpan(at - 4)));
    }

    /// <summary>The System V ABI's hash of a symbol's name.</summary>
    static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
