namespace DeepAnatomy.Sarcopenia.Levels;

/// <summary>What the scan shows beside the vertebrae that tells which ones they are; positions as <see cref="VertebraChain.PositionOf"/> counts them.</summary>
sealed record SpineAnchors
{
    /// <summary>Ribs seen at each vertebra: 0, 1 or 2 sides; null where the scan does not show the place or only one side.</summary>
    public required int?[] Ribs { get; init; }

    /// <summary>For each vertebra the longest stretch with sacral wings, mm, and how much of the vertebra was seen, mm.</summary>
    public required (double WingsMm, double SeenMm)[] Wings { get; init; }

    /// <summary>The top of the iliac crests, mean of the sides seen; null when none is seen.</summary>
    public double? Crest { get; init; }

    /// <summary>Whether an iliac wing reaches through the top of the scan: then its crest is higher.</summary>
    public bool CrestIsAboveScan { get; init; }

    /// <summary>Whether bone at the lower edge may be the first of an iliac wing or a rib cut off.</summary>
    public bool CrestIsUnclear { get; init; }

    /// <summary>The lower end of the lungs beside the spine; null when no lung is seen.</summary>
    public double? LungBase { get; init; }

    /// <summary>The lower and upper end of the scan.</summary>
    public (double Bottom, double Top) Scan { get; init; }

    /// <summary>Distance from disc to disc of each vertebra that is whole, mm; null for one that is cut.</summary>
    public required double?[] LengthsMm { get; init; }

    /// <summary>Whether the field of view is wide enough to show iliac wings and ribs.</summary>
    public bool IsWide { get; init; }

    /// <summary>A rib's medial end comes to its vertebra this near to the canal, and reaches this far to the side; longest transverse process: 55 mm (SEMANTICS.md L7).</summary>
    const double RibMedialMm = 37, RibLateralMm = 62;

    public static SpineAnchors Of(SearchGrid grid, CanalCourse canal, StraightSpine spine, ColumnCourse column, SpineProfile profile, VertebraChain chain, CancellationToken cancellation)
    {
        var threshold = LateralBone.ThresholdFor(profile);
        var pieces = LateralBone.Find(grid, canal, threshold, cancellation);
        var (crest, isAbove) = Crests(pieces, grid, chain);
        var lung = Levels.LungBase.Find(grid, canal);
        return new()
        {
            Ribs = RibsAt(pieces, grid, canal, chain),
            Wings = [.. chain.Links.Select(l => WingsOf(spine, column, l, threshold))],
            LengthsMm = [.. chain.Links.Select(l => l.IsWhole ? l.LengthMm : (double?)null)],
            Crest = crest,
            CrestIsAboveScan = isAbove,
            CrestIsUnclear = crest is null && pieces.Any(p => p.LowestZ == 0 && p.AreaBelowTopMm2 is null && p.VoxelCount >= 40 && p.LateralMm > 60 && p.MedialMm > 40),
            LungBase = lung is int z ? chain.PositionOfHeight(z) : null,
            Scan = (chain.PositionOfHeight(-0.5), chain.PositionOfHeight(grid.Z - 0.5)),
            IsWide = Enumerable.Range(canal.FirstZ, canal.LastZ - canal.FirstZ + 1).Average(n => Math.Min(canal.X[n], grid.X - 1 - canal.X[n])) * SearchGrid.StepMm >= 80,
        };
    }

    static (double WingsMm, double SeenMm) WingsOf(StraightSpine spine, ColumnCourse column, ChainLink link, double boneHu)
    {
        var (from, to) = ((int)Math.Max(0, link.BottomS + 1), (int)Math.Min(spine.Count - 1, link.TopS - 1));
        return (LateralMass.LongestRunMm(spine, column, from, to, boneHu), Math.Max(0, to - from));
    }

    static bool IsRib(BonePiece piece)
    {
        // A rib cut by the lower edge of the scan is short, but falls to the side where a transverse process is level.
        var isCutBelow = piece.LowestZ == 0 && (piece.MedialZ - piece.LowestZ) * SearchGrid.StepMm >= 6 && piece.LateralMm >= 42;
        return piece.MedialMm <= RibMedialMm && piece.VoxelCount < 2500 && (piece.LateralMm >= RibLateralMm || isCutBelow);
    }

    static int?[] RibsAt(List<BonePiece> pieces, SearchGrid grid, CanalCourse canal, VertebraChain chain)
    {
        var seen = new bool[chain.Links.Length, 2];
        foreach (var rib in pieces.Where(IsRib))
        {
            // At 30 mm from the canal a rib lies in the upper half of its vertebra.
            var n = (int)Math.Round(chain.PositionOfPoint(rib.MedialX, rib.MedialY, rib.MedialZ) - 0.1);
            if (n >= 0 && n < chain.Links.Length)
            {
                seen[n, rib.Side > 0 ? 0 : 1] = true;
            }
        }

        var ribs = new int?[chain.Links.Length];
        for (var n = 0; n < ribs.Length; n++)
        {
            var count = (seen[n, 0] ? 1 : 0) + (seen[n, 1] ? 1 : 0);
            ribs[n] = count > 0 || ShowsRibs(chain.Links[n], grid, canal, chain) ? count : null;
        }

        return ribs;
    }

    // Ribs leave at the upper half and fall by up to 20 mm until they are far enough to the side to be known as ribs.
    static bool ShowsRibs(ChainLink link, SearchGrid grid, CanalCourse canal, VertebraChain chain)
    {
        var z = chain.CentreAt(link.BottomS + (0.75 * link.LengthMm)).Z;
        var n = Math.Clamp((int)z, canal.FirstZ, canal.LastZ);
        var sideMm = Math.Min(canal.X[n], grid.X - 1 - canal.X[n]) * SearchGrid.StepMm;
        return z + 2 < grid.Z && z > 14 && sideMm > RibLateralMm + 8;
    }

    // An iliac wing is large and broadens downwards: 24–30 mm below its top its cross-section exceeds 200 mm², which no rib reaches; where only the thin cortex is bright, its size tells (24 cm³).
    static (double? Crest, bool IsAboveScan) Crests(List<BonePiece> pieces, SearchGrid grid, VertebraChain chain)
    {
        var wings = pieces.Where(p => ((p.AreaBelowTopMm2 > 200 && p.VoxelCount > 400) || p.VoxelCount > 3000) && p.LateralMm > 60).ToList();
        var tops = new[] { -1, 1 }
            .Select(side => wings.Where(p => p.Side == side).OrderByDescending(p => p.VoxelCount).FirstOrDefault())
            .OfType<BonePiece>().ToList();
        if (tops.Count == 0)
        {
            return (null, false);
        }

        return tops.Any(p => p.HighestZ >= grid.Z - 2)
            ? (null, true)
            : (tops.Average(p => chain.PositionOfHeight(p.HighestZ)), false);
    }
}
