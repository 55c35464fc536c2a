using System.Reflection;
using System.Runtime.InteropServices;

namespace DeepAnatomy.Imaging.Dicom.Pixels;

/// <summary>Finds GDCM's native library wherever the application lies, and keeps it quiet.</summary>
static class GdcmLibrary
{
    const string Name = "gdcmsharpglue";

    // Beside the application, then where Debian's libgdcm-cil puts it.
    static readonly string[] Folders = [AppContext.BaseDirectory, "/usr/lib/cli/gdcm-sharp-3.0"];

    static readonly Lazy<string?> Loading = new(Load);

    /// <summary>Why GDCM cannot be used, or null when it can.</summary>
    public static string? Problem => Loading.Value;

    static string? Load()
    {
        try
        {
            Hook();
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or FileNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return e.GetBaseException().Message;
        }
    }

    // In a method of its own: the assembly is first needed when this one is compiled.
    static void Hook()
    {
        NativeLibrary.SetDllImportResolver(typeof(gdcm.Trace).Assembly, Resolve);

        // It writes to standard error; what matters is in the exceptions of this product.
        gdcm.Trace.WarningOff();
        gdcm.Trace.ErrorOff();
        gdcm.Trace.DebugOff();
    }

    static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (!library.Contains(Name, StringComparison.Ordinal))
        {
            return IntPtr.Zero;
        }

        foreach (var folder in Folders)
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, $"lib{Name}.so"), out var handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }
}
