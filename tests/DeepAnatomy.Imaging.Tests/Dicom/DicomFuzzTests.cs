using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Dicom;

/// <summary>Damaged files end in a scan or in one clear error, never in anything else.</summary>
public sealed class DicomFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_uncompressed_file_is_read_or_refused(int seed)
    {
        using var folder = new TemporaryFolder();
        DicomSlices.Slice(0, 3).Save(folder, "whole");
        Fuzz(File.ReadAllBytes(folder.File("whole")), folder.File("damaged"), seed, rounds: 400, from: 128);
    }

    [ReferenceDataTheory]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.4.70.dcm", 12)]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.4.90.dcm", 12)]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.5.dcm", 25)]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.dcm", 25)]
    public void A_damaged_compressed_file_is_read_or_refused(string relative, int rounds)
    {
        using var folder = new TemporaryFolder();
        Fuzz(File.ReadAllBytes(ReferenceData.Path(relative)), folder.File("damaged"), 7, rounds, from: 128);
    }

    [ReferenceDataTheory]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.4.70.dcm")]
    [InlineData("dicom-syntaxes/ct_1.2.840.10008.1.2.4.90.dcm")]
    public void A_compressed_frame_without_its_end_is_refused_and_not_filled_up(string relative)
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(ReferenceData.Path(relative));
        var end = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        bytes.AsSpan(end - 60000, 60002).Clear();
        File.WriteAllBytes(folder.File("cut"), bytes);

        Assert.Contains("truncated", Assert.Throws<UnreadableImageException>(() => DicomImage.ReadCt(folder.File("cut"))).Message, StringComparison.Ordinal);
    }

    static void Fuzz(byte[] whole, string path, int seed, int rounds, int from)
    {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = whole.ToArray();
            var flips = 1 + random.Next(8);
            for (var n = 0; n < flips; n++)
            {
                // Headers matter most: half of the damage goes into the first kilobytes.
                var at = random.Next(2) == 0 ? random.Next(from, Math.Min(bytes.Length, 4096)) : random.Next(from, bytes.Length);
                bytes[at] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            File.WriteAllBytes(path, random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                DicomImage.ReadCt(path);
            }
            catch (UnreadableImageException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }
}
