using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using Xunit.Abstractions;

namespace DeepAnatomy.Networks.Tests.Keras;

public class HostileFileTests(ITestOutputHelper output)
{
    const long Gigabyte = 1 << 30;

    static readonly string[] Seeds =
    [
        "keras/sequential.keras", "keras/sequential.legacy_k3.h5", "keras/sequential.weights.h5", "keras/sequential.to_json.json", "keras/layers/ops_mix.keras", "keras/layers/timedist.keras",
        "keras/layers/mha.keras", "keras/layers/convlstm2d.keras", "keras/layers/se_block.keras", "keras/layers/zeropad3d.keras", "keras/train/final_opt_adam_cosine.keras", "keras/res_att_unet.keras",
    ];

    [ReferenceDataFact]
    public void Damaged_files_end_in_a_model_or_in_one_kind_of_error() => Run(500, seed: 1);

    [ReferenceDataFact]
    [Trait("Speed", "long")]
    public void Ten_thousand_damaged_files_end_in_a_model_or_in_one_kind_of_error() => Run(10_000, seed: 2);

    void Run(int count, int seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed);
        var mutations = new Mutations(random);
        var seeds = Seeds.Select(file => File.ReadAllBytes(ReferenceData.Path(file))).ToList();
        seeds.AddRange(ManyForms(folder));
        var network = KerasReader.ReadArchitecture(ReferenceData.Path("keras/sequential.to_json.json"));
        SortedDictionary<string, int> outcomes = [];
        long most = 0;
        double longest = 0;
        for (var index = 0; index < count; index++)
        {
            var bytes = mutations.Mutate(seeds[random.Next(seeds.Count)]);
            var path = folder.File($"{index}");
            File.WriteAllBytes(path, bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var error = Record.Exception(() => Read(path, network));
            longest = Math.Max(longest, watch.Elapsed.TotalMilliseconds);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(error is null or UnreadableModelException, $"file {index} of seed {seed}: {error}");
            Assert.True(most < Gigabyte, $"file {index} of seed {seed} takes {most >> 20} MiB");
            var kind = error is null ? "read" : error.InnerException is { } inner && error.Message.Contains("contradicts itself", StringComparison.Ordinal) ? $"{inner.GetType().Name} {inner.StackTrace!.Split('\n').First(line => line.Contains("DeepAnatomy", StringComparison.Ordinal)).Trim()}" : "refused";
            outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
            File.Delete(path);
        }

        output.WriteLine($"{string.Join("\n", outcomes.Select(item => $"{item.Value} {item.Key}"))}\nat most {most >> 20} MiB allocated and {longest:F0} ms for one file");
        Assert.True(outcomes["refused"] > count / 3);
    }

    static void Read(string path, ArchitectureReading architecture)
    {
        ModelReading? reading = null;
        try
        {
            reading = KerasReader.Read(path);
        }
        catch (UnreadableModelException e) when (e.Reason.Contains("without", StringComparison.Ordinal))
        {
            // Half a model: the other half is whole.
            if (e.Reason.Contains("architecture without weights", StringComparison.Ordinal))
            {
                KerasReader.ReadArchitecture(path);
            }
            else
            {
                WeightsFile.Read(path, architecture);
            }
        }

        if (reading is not null)
        {
            Assert.NotEmpty(reading.Model.Network.Layers);
        }
    }

    /// <summary>HDF5 in all the forms that are read: compressed, in boxes, with many links and attributes.</summary>
    static IEnumerable<byte[]> ManyForms(TemporaryFolder folder)
    {
        if (!Python.HasH5py)
        {
            yield break;
        }

        foreach (var version in new[] { "earliest", "latest" })
        {
            var path = folder.File($"{version}.h5");
            Python.Run(
                """
                import sys, h5py, numpy as np
                source = h5py.File(sys.argv[1], 'r')
                with h5py.File(sys.argv[2], 'w', libver=sys.argv[3], track_order=sys.argv[3] == 'latest') as f:
                    for k in source.attrs: f.attrs[k] = source.attrs[k]
                    for k in range(20): f.attrs[f'x{k}'] = 'text'
                    def copy(name, o):
                        if isinstance(o, h5py.Dataset):
                            chunks = tuple((s + 1) // 2 for s in o.shape)
                            f.create_dataset(name, data=o[()], chunks=chunks, compression='lzf' if len(o.shape) == 1 else 'gzip', shuffle=True, fletcher32=True)
                        else: f.require_group(name)
                        for k in o.attrs: f[name].attrs[k] = o.attrs[k]
                    source.visititems(copy)
                    for k in range(60): f.create_group(f'model_weights/g{k}')
                """,
                ReferenceData.Path("keras/sequential.legacy_k3.h5"),
                path,
                version);
            Assert.NotEmpty(KerasReader.Read(path).Model.Weights.Paths);
            yield return File.ReadAllBytes(path);
        }
    }
}
