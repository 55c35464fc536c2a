using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Rasters;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Nrrd;

/// <summary>Where a NRRD header puts its voxels.</summary>
static class NrrdGeometry
{
    /// <summary>Signs that turn the axes of a space into LPS; null where the space says nothing of the patient.</summary>
    static PatientPoint? SignsOf(string space) => space switch
    {
        "left-posterior-superior" or "lps" or "left-posterior-superior-time" or "lpst" => new(1, 1, 1),
        "right-anterior-superior" or "ras" or "right-anterior-superior-time" or "rast" => new(-1, -1, 1),
        "left-anterior-superior" or "las" or "left-anterior-superior-time" or "last" => new(1, -1, 1),
        _ => null,
    };

    public static Grid GridOf(NrrdHeader header, List<string> warnings)
    {
        var sizes = header.Text.Integers("sizes", header.Required("sizes"));
        var axes = SpatialAxes(header, sizes);
        long Size(int n) => n < axes.Length ? sizes[axes[n]] : 1;
        var shape = PlausibleSize.Checked(header.Path, Size(0), Size(1), Size(2));
        var signs = Signs(header, warnings);
        var unit = UnitMm(header, warnings);
        var steps = Steps(header, sizes.Length, axes, warnings);
        PatientPoint Lps(PatientPoint p) => new(unit * signs.XMm * p.XMm, unit * signs.YMm * p.YMm, unit * signs.ZMm * p.ZMm);
        return GridFromAxes.Create(header.Path, shape, Lps(steps[0]), Lps(steps[1]), Lps(steps[2]), Lps(Origin(header, axes, warnings)), warnings);
    }

    /// <summary>The two or three axes that are space; others may have one value only.</summary>
    static int[] SpatialAxes(NrrdHeader header, long[] sizes)
    {
        if (header.Text.Integers("dimension", header.Required("dimension")) is not [var dimension] || dimension != sizes.Length || dimension is < 2 or > 16)
        {
            throw header.Text.Damaged($"'dimension' and 'sizes' ({sizes.Length} numbers) do not agree");
        }

        var spatial = Enumerable.Range(0, sizes.Length).ToArray();
        if (header["spacedirections"] is { } directions)
        {
            var vectors = Vectors(header, directions);
            spatial = vectors.Length == sizes.Length
                ? [.. spatial.Where(n => vectors[n] is not null)]
                : throw header.Text.Damaged("'space directions' and 'sizes' do not agree");
        }

        // Without directions the kinds tell space from the rest; last, axes of size one go.
        var kinds = TextHeader.Words(header["kinds"] ?? "");
        if (spatial.Length > 3 && kinds.Length == sizes.Length)
        {
            spatial = [.. spatial.Where(n => kinds[n] is "domain" or "space" or "???" or "none")];
        }

        while (spatial.Length > 3 && sizes[spatial[^1]] == 1)
        {
            spatial = spatial[..^1];
        }

        for (var n = 0; n < sizes.Length; n++)
        {
            if (!spatial.Contains(n) && sizes[n] != 1)
            {
                throw new UnreadableImageException(header.Path, $"axis {n} holds {sizes[n]} values per voxel ({(kinds.Length > n ? kinds[n] : "not space")})", "Give a single volume; export overlapping segments or frames one by one");
            }
        }

        return spatial.Length is 2 or 3
            ? spatial
            : throw new UnreadableImageException(header.Path, $"it has {spatial.Length} axes of space", "Give a volume with three");
    }

    static PatientPoint Signs(NrrdHeader header, List<string> warnings)
    {
        var space = header["space"]?.ToLowerInvariant();
        if (space is not null && SignsOf(space) is { } signs)
        {
            return signs;
        }

        warnings.Add(space is null
            ? "The file names no patient space; LPS is assumed. Check left and right."
            : $"The space '{TextHeader.Short(space)}' says nothing of the patient; LPS is assumed. Check left and right.");
        return new(1, 1, 1);
    }

    static double UnitMm(NrrdHeader header, List<string> warnings)
    {
        var units = (header["spaceunits"] ?? header["units"] ?? "").Split('"', StringSplitOptions.RemoveEmptyEntries)
            .Select(u => u.Trim()).Where(u => u.Length > 0 && u != "???" && u != "none").Distinct().ToArray();
        if (units is [] or ["mm"] or ["millimeter"] or ["millimeters"])
        {
            return 1;
        }

        double? factor = units switch
        {
            ["m"] => 1000,
            ["cm"] => 10,
            ["um"] or ["μm"] or ["microns"] => 1e-3,
            _ => null,
        };
        warnings.Add(factor is null
            ? $"The unit '{TextHeader.Short(units[0])}' is unknown; millimetres are assumed."
            : $"The file is in {units[0]}; converted to millimetres.");
        return factor ?? 1;
    }

    static PatientPoint[] Steps(NrrdHeader header, int dimension, int[] axes, List<string> warnings)
    {
        var steps = new PatientPoint[3];
        if (header["spacedirections"] is { } directions)
        {
            var vectors = Vectors(header, directions);
            for (var n = 0; n < axes.Length; n++)
            {
                steps[n] = vectors[axes[n]]!.Value;
            }

            return steps;
        }

        if (header["spacings"] is not { } text)
        {
            throw new UnreadableImageException(header.Path, "it has neither space directions nor spacings", "Without them nothing can be measured; export the file again from the original scan");
        }

        var spacings = header.Text.Numbers("spacings", text);
        if (spacings.Length != dimension)
        {
            throw header.Text.Damaged("'spacings' and 'sizes' do not agree");
        }

        PatientPoint[] units = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        for (var n = 0; n < axes.Length; n++)
        {
            steps[n] = spacings[axes[n]] * units[n];
        }

        warnings.Add("The file gives spacings without directions; axes along the patient are assumed.");
        return steps;
    }

    static PatientPoint Origin(NrrdHeader header, int[] axes, List<string> warnings)
    {
        if (header["spaceorigin"] is { } origin)
        {
            return Vectors(header, origin) is [{ } point] ? point : throw header.Text.Damaged("'space origin' is no point");
        }

        if (header["spacedirections"] is null && header["axismins"] is { } mins)
        {
            var values = header.Text.Numbers("axis mins", mins);
            double At(int n) => n < axes.Length && axes[n] < values.Length && double.IsFinite(values[axes[n]]) ? values[axes[n]] : 0;
            return new(At(0), At(1), At(2));
        }

        warnings.Add("The file gives no origin; (0, 0, 0) is assumed.");
        return default;
    }

    /// <summary>Vectors such as <c>(1,0,0) none (0,0,3)</c>; null for <c>none</c>. Two-dimensional ones lie in the plane z = 0.</summary>
    static PatientPoint?[] Vectors(NrrdHeader header, string text)
    {
        var vectors = new List<PatientPoint?>();
        for (var rest = text.Trim(); rest.Length > 0; rest = rest.TrimStart())
        {
            if (rest.StartsWith("none", StringComparison.Ordinal))
            {
                vectors.Add(null);
                rest = rest[4..];
                continue;
            }

            var end = rest.IndexOf(')', StringComparison.Ordinal);
            if (rest[0] != '(' || end < 0)
            {
                throw header.Text.Damaged($"'{TextHeader.Short(rest)}' is no vector");
            }

            vectors.Add(header.Text.Numbers("a vector", rest[1..end]) switch
            {
                [var x, var y, var z] when double.IsNaN(x) && double.IsNaN(y) && double.IsNaN(z) => null,
                [var x, var y, var z] => new PatientPoint(x, y, z),
                [var x, var y] => new PatientPoint(x, y, 0),
                _ => throw header.Text.Damaged($"'{TextHeader.Short(rest)}' is no vector of space"),
            });
            rest = rest[(end + 1)..];
        }

        return [.. vectors];
    }
}
