using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a shared library and marks one of the symbol versions it asks for as weak, so that the loader accepts a system that lacks it.
/// Right only where no symbol of that version is bound. A library that does not ask for the version, or is not a little-endian ELF64 file, is copied as it is.
/// Layout: System V ABI and the Linux Standard Base, "Symbol Versioning" (section .gnu.version_r).
/// </summary>
public sealed class WeakenVersionNeed : Task
{
    const uint VersionNeeds = 0x6ffffffe;
    const int SectionHeaderSize = 64;
    const byte Weak = 0x2;

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    /// <summary>The symbol version's name, such as <c>GLIBCXX_3.4.32</c>.</summary>
    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        try
        {
            var file = File.ReadAllBytes(Source);
            var changed = IsElf64(file) ? MarkWeak(file, Version) : 0;
            Directory.CreateDirectory(Path.GetDirectoryName(Destination));
            var unfinished = Destination + ".new";
            File.WriteAllBytes(unfinished, file);
            File.Delete(Destination);
            File.Move(unfinished, Destination);
            Log.LogMessage("{0}: {1} entries of {2} marked weak", Destination, changed, Version);
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is ArgumentException || e is OverflowException)
        {
            Log.LogError("{0} could not be copied with {1} marked weak: {2}", Source, Version, e.Message);
        }

        return !Log.HasLoggedErrors;
    }

    static bool IsElf64(byte[] file) =>
        file.Length >= SectionHeaderSize && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F' && file[4] == 2 && file[5] == 1;

    static int MarkWeak(byte[] file, string version)
    {
        var changed = 0;
        var sections = Offset(file, 0x28);
        int headerSize = BitConverter.ToUInt16(file, 0x3a), count = BitConverter.ToUInt16(file, 0x3c);
        for (var section = 0; section < count; section++)
        {
            var header = checked(sections + section * headerSize);
            if (BitConverter.ToUInt32(file, header + 4) == VersionNeeds)
            {
                // sh_link is the section with the names, sh_info the number of libraries that versions are asked of.
                var names = Offset(file, checked(sections + BitConverter.ToInt32(file, header + 0x28) * headerSize + 0x18));
                changed += MarkWeak(file, Offset(file, header + 0x18), BitConverter.ToInt32(file, header + 0x2c), names, version);
            }
        }

        return changed;
    }

    static int MarkWeak(byte[] file, int need, int libraries, int names, string version)
    {
        var changed = 0;
        for (var library = 0; library < libraries; library++)
        {
            int versions = BitConverter.ToUInt16(file, need + 2), entry = checked(need + BitConverter.ToInt32(file, need + 8));
            for (var i = 0; i < versions; i++)
            {
                if (Name(file, checked(names + BitConverter.ToInt32(file, entry + 8))) == version && (file[entry + 4] & Weak) == 0)
                {
                    file[entry + 4] |= Weak;
                    changed++;
                }

                entry = checked(entry + BitConverter.ToInt32(file, entry + 12));
            }

            need = checked(need + BitConverter.ToInt32(file, need + 12));
        }

        return changed;
    }

    static int Offset(byte[] file, int at) => checked((int)BitConverter.ToUInt64(file, at));

    static string Name(byte[] file, int at)
    {
        var end = Array.IndexOf(file, (byte)0, at);
        return Encoding.ASCII.GetString(file, at, end < 0 ? 0 : end - at);
    }
}
