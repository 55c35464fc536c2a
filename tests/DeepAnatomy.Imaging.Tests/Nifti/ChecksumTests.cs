using System.IO.Compression;
using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Nifti;

public class ChecksumTests
{
    [Fact]
    public void A_compressed_stream_that_ends_late_with_a_wrong_checksum_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), $"deepanatomy-{Guid.NewGuid():N}.nii.gz");
        try
        {
            var grid = new Grid(new Shape(20, 20, 20), new Spacing(1, 1, 1));
            ImageFile.WriteCt(path, Volume<short>.Adopt(grid, new short[grid.Shape.Count]));
            byte[] plain;
            using (var unpacked = new MemoryStream())
            {
                using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
                packed.CopyTo(unpacked);
                plain = [.. unpacked.ToArray(), .. new byte[44]];
            }

            using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            {
                packed.Write(plain);
            }

            Assert.NotNull(ImageFile.ReadCt(path));
            var bytes = File.ReadAllBytes(path);
            bytes[^8] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Contains("damaged", Assert.Throws<UnreadableImageException>(() => ImageFile.ReadCt(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
