using DeepAnatomy.Imaging.Labels;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Cli.Evaluations;

/// <summary>The values of a sparse reference (SPLAT) that are no structures.</summary>
/// <param name="Undefined">«Nobody looked here».</param>
/// <param name="Uncertain">«Could be either», or null.</param>
/// <param name="Background">A value that says «surely nothing of this» where 0 is undefined, or null.</param>
sealed record SparseMarks(ushort[] Undefined, ushort? Uncertain, ushort? Background)
{
    public bool IsSparse => Undefined.Length > 0 || Uncertain is not null;

    public IReadOnlyCollection<ushort> All => [.. Undefined, .. Uncertain is { } u ? [u] : (ushort[])[], .. Background is { } b ? [b] : (ushort[])[]];

    /// <summary>As the user says; else labels that are called undefined, uncertain and background.</summary>
    /// <exception cref="UsageException">A name that the reference does not have.</exception>
    public static SparseMarks Of(EvaluationRequest request, LabelMap reference, string path)
    {
        ushort ValueOf(string option, string name) => ushort.TryParse(name, out var value) ? value
            : reference.Labels.Find(name)?.Value ?? throw new UsageException($"{option} {name}: {path} does not name it.");
        ushort? Called(string name) => reference.Labels.Find(name)?.Value;
        ushort[] undefined = request.Undefined.Length > 0
            ? [.. request.Undefined.SelectMany(u => u.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(u => ValueOf("--undefined", u))]
            : Called("undefined") is { } mark ? [mark] : [];
        return new(undefined, request.Uncertain is { } given ? ValueOf("--uncertain", given) : Called("uncertain"), Called("background"));
    }

    /// <summary>1 where the reference is defined and certain; null for a dense reference.</summary>
    public Volume<byte>? Defined(Volume<ushort> reference)
    {
        if (!IsSparse)
        {
            return null;
        }

        var defined = new byte[reference.Shape.Count];
        for (var n = 0; n < defined.Length; n++)
        {
            var value = reference.Voxels[n];
            defined[n] = (byte)(Undefined.AsSpan().Contains(value) || value == Uncertain ? 0 : 1);
        }

        return Volume<byte>.Adopt(reference.Grid, defined);
    }
}
