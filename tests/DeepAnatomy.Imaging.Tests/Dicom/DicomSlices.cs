using System.Buffers.Binary;
using DeepAnatomy.Imaging.Dicom;
using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Dicom.Writing;

namespace DeepAnatomy.Imaging.Tests.Dicom;

/// <summary>Writes small CT slices whose headers a test can spoil.</summary>
static class DicomSlices
{
    public const int Columns = 6, Rows = 4;

    /// <summary>The HU that pixel (i, j) of slice k gets.</summary>
    public static short Hu(int i, int j, int k) => (short)((100 * k) + (10 * j) + i);

    /// <summary>A slice at z, with pixels 0.5 mm wide and 2 mm high.</summary>
    public static DataSetWriter Slice(int k, double zMm, double yMm = -20)
    {
        var pixels = new byte[Columns * Rows * 2];
        for (var n = 0; n < Columns * Rows; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(2 * n), (short)(Hu(n % Columns, n / Columns, k) + 1024));
        }

        return new DataSetWriter()
            .Text(Tags.ImageType, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
            .Text(Tags.Modality, "CS", "CT")
            .Text(Tags.PatientName, "PN", "Mustermann^Erika")
            .Text(Tags.PatientId, "LO", "4711")
            .Text(Tags.BirthDate, "DA", "19500101")
            .Text(Tags.StudyDate, "DA", "20200615")
            .Text(Tags.SeriesDescription, "LO", "Abdomen Mustermann 3.0 B30f")
            .Text(Tags.ConvolutionKernel, "SH", "B30f")
            .Text(Tags.SliceThickness, "DS", "5")
            .Text(Tags.StudyUid, "UI", "1.2.3")
            .Text(Tags.SeriesUid, "UI", "1.2.3.4")
            .Integer(Tags.InstanceNumber, k + 1)
            .Numbers(Tags.ImagePosition, -10, yMm, zMm)
            .Numbers(Tags.ImageOrientation, 1, 0, 0, 0, 1, 0)
            .Numbers(Tags.PixelSpacing, 2, 0.5)
            .UInt16(Tags.SamplesPerPixel, 1)
            .Text(Tags.Photometric, "CS", "MONOCHROME2")
            .UInt16(Tags.Rows, Rows)
            .UInt16(Tags.Columns, Columns)
            .UInt16(Tags.BitsAllocated, 16)
            .UInt16(Tags.BitsStored, 16)
            .UInt16(Tags.HighBit, 15)
            .UInt16(Tags.PixelRepresentation, 1)
            .Text(Tags.RescaleIntercept, "DS", "-1024")
            .Text(Tags.RescaleSlope, "DS", "1")
            .Raw(Tags.PixelData, "OW", pixels);
    }

    public static void Save(this DataSetWriter slice, TemporaryFolder folder, string name)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        slice.Save(path, Kinds.CtImage, "1.2.3.4." + string.Concat(name.Select(c => ((int)c % 10).ToString())));
    }

    /// <summary>Slices at the given heights under names that are in no order.</summary>
    public static void SaveStack(TemporaryFolder folder, IReadOnlyList<double> heightsMm, Func<int, DataSetWriter, DataSetWriter>? change = null)
    {
        for (var k = 0; k < heightsMm.Count; k++)
        {
            var slice = Slice(k, heightsMm[k]);
            (change is null ? slice : change(k, slice)).Save(folder, $"nested{k % 2}/{(k * 7) % 101}-x{k}");
        }
    }

    public static double[] Even(int count, double stepMm, double startMm = 0) => [.. Enumerable.Range(0, count).Select(k => startMm + (k * stepMm))];
}
