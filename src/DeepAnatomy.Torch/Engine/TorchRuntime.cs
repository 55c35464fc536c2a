using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepAnatomy.Torch.Engine;

/// <summary>
/// libtorch in this process: loads it once, with waiting threads that sleep, and says which one it is.
/// Every use of the engine starts with <see cref="Initialise"/>; whatever calls torch before it takes the setting of the waiting threads away from it.
/// </summary>
public static partial class TorchRuntime
{
    const int TrimThreshold = -1, MapThreshold = -3;

    /// <summary>Freed memory that is kept at most.</summary>
    const int KeptBytes = 512 << 20;

    /// <summary>Larger blocks are given back at once; glibc allows no more.</summary>
    const int LargestKeptBytes = 32 << 20;

    static readonly Lock Gate = new();
    static bool loaded;

    /// <summary>The version of libtorch, such as <c>2.10.0</c>. Loads it.</summary>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded on this system.</exception>
    public static string LibtorchVersion
    {
        get
        {
            EnsureLoaded();
            return Version.Parse(torch.__version__).ToString(3);
        }
    }

    /// <summary>
    /// Loads libtorch at the first call and sets how many threads one operation may use; later calls only set the number. Safe from several threads.
    /// The threads of OpenMP wait asleep (<c>OMP_WAIT_POLICY=passive</c>): spinning ones slow a training down many times as soon as one other
    /// process is busy. A policy that the environment already holds stays.
    /// </summary>
    /// <param name="threads">Threads inside one operation, at least 1; usually the number of processors.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded on this system.</exception>
    public static void Initialise(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        EnsureLoaded();
        torch.set_num_threads(threads);
    }

    /// <summary>
    /// Lets the C library keep the memory that a step of training frees for the next step, up to <see cref="KeptBytes"/>, instead of giving it back to the system and getting it
    /// again, page by page, each cleared. For processes that do nothing but train; where the C library is not glibc nothing happens.
    /// Source: mallopt(3), M_TRIM_THRESHOLD, M_MMAP_THRESHOLD.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = SetAllocator(TrimThreshold, KeptBytes);
                _ = SetAllocator(MapThreshold, LargestKeptBytes);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library than glibc: slower, but right.
            }
        }
    }

    static void EnsureLoaded()
    {
        lock (Gate)
        {
            if (!loaded)
            {
                WaitAsleep();
                Load(static () => torch.InitializeDeviceType(DeviceType.CPU));
                loaded = true;
            }
        }
    }

    internal static void Load(Action load)
    {
        try
        {
            load();
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new TorchUnavailableException(e);
        }
    }

    // OpenMP reads the environment of the C library while it is loaded; .NET keeps one of its own, which the C library never sees.
    static void WaitAsleep()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetNativeVariable("OMP_WAIT_POLICY", "passive", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAllocator(int parameter, int value);
}
