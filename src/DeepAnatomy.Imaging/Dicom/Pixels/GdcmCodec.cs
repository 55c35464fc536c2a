using DeepAnatomy.Imaging.Dicom.Parsing;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>Decodes JPEG, JPEG-LS and JPEG 2000 frames with GDCM. The only class that calls GDCM.</summary>
/// <remarks>
/// Every call works on objects of its own, so threads may decode at the same time (a test compares with one thread).
/// Only frames whose own header agrees with the DICOM header get here.
/// </remarks>
static class GdcmCodec
{
    /// <summary>Decodes one frame to little-endian pixels.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="compressed">The bytes of all fragments of the frame.</param>
    /// <param name="syntax">How they are compressed.</param>
    /// <param name="layout">What the header says.</param>
    /// <param name="target">At least <see cref="PixelLayout.BytesPerFrame"/> bytes.</param>
    public static void Decode(string path, byte[] compressed, TransferSyntax syntax, PixelLayout layout, Span<byte> target)
    {
        if (GdcmLibrary.Problem is { } problem)
        {
            throw new UnreadableImageException(
                path, $"the pixels are compressed ({syntax.Name}) and the library GDCM that decodes them is not there ({problem})", "Install it with: apt-get install libgdcm-cil");
        }

        CodestreamHeader.Read(compressed, syntax).MustMatch(layout);
        if (!CodestreamHeader.IsComplete(compressed))
        {
            throw new DicomFormatException("a compressed frame ends before the image is complete (truncated)");
        }

        // Room for twice the bytes: a codec that finds more than 16 bits must not write behind the array.
        var pixels = new byte[Math.Max(layout.BytesPerFrame * 2, layout.PixelsPerFrame * 4)];
        if (!Call(compressed, syntax, layout, pixels))
        {
            throw new DicomFormatException($"a frame cannot be decoded ({syntax.Name}); the file is damaged");
        }

        pixels.AsSpan(0, layout.BytesPerFrame).CopyTo(target);
    }

    static bool Call(byte[] compressed, TransferSyntax syntax, PixelLayout layout, byte[] pixels)
    {
        using var fragments = new gdcm.SmartPtrFrag(gdcm.SequenceOfFragments.New());
        using var fragment = new gdcm.Fragment();
        using var length = new gdcm.VL((uint)compressed.Length);
        fragment.SetByteValue(compressed, length);
        fragments.AddFragment(fragment);

        using var tag = new gdcm.Tag(0x7FE0, 0x0010);
        using var element = new gdcm.DataElement(tag);
        using var vr = new gdcm.VR(gdcm.VR.VRType.OB);
        element.SetVR(vr);
        element.SetValue(fragments.__ref__());

        using var format = new gdcm.PixelFormat(1, (ushort)layout.BitsAllocated, (ushort)layout.BitsStored, (ushort)layout.HighBit, layout.IsSigned ? (ushort)1 : (ushort)0);
        using var photometric = new gdcm.PhotometricInterpretation(gdcm.PhotometricInterpretation.PIType.MONOCHROME2);
        using var transfer = new gdcm.TransferSyntax(gdcm.TransferSyntax.GetTSType(syntax.Uid));
        if (syntax.IsJpeg)
        {
            return Jpeg(element, transfer, format, photometric, layout, pixels);
        }

        using var image = new gdcm.Bitmap();
        image.SetNumberOfDimensions(2);
        image.SetDimension(0, (uint)layout.Columns);
        image.SetDimension(1, (uint)layout.Rows);
        image.SetPixelFormat(format);
        image.SetPhotometricInterpretation(photometric);
        image.SetTransferSyntax(transfer);
        image.SetDataElement(element);
        return image.GetBufferLength() == layout.BytesPerFrame && image.GetBuffer(pixels) && image.GetBufferLength() == layout.BytesPerFrame;
    }

    // By its codec: for a frame that this one refuses, Bitmap would try a program of the system (pvrg-jpeg) by way of temporary files.
    static bool Jpeg(gdcm.DataElement element, gdcm.TransferSyntax transfer, gdcm.PixelFormat format, gdcm.PhotometricInterpretation photometric, PixelLayout layout, byte[] pixels)
    {
        using var codec = new gdcm.JPEGCodec();
        using var decoded = new gdcm.DataElement(new gdcm.Tag(0x7FE0, 0x0010));
        codec.SetNumberOfDimensions(2);
        codec.SetDimensions([(uint)layout.Columns, (uint)layout.Rows, 1]);
        codec.SetPlanarConfiguration(0);
        codec.SetPhotometricInterpretation(photometric);
        codec.SetPixelFormat(format);
        if (!codec.CanDecode(transfer) || !codec.Decode(element, decoded))
        {
            return false;
        }

        using var value = decoded.GetByteValue();
        return (uint)value.GetLength() == layout.BytesPerFrame && value.GetBuffer(pixels, (uint)layout.BytesPerFrame);
    }
}
