using System.Collections.Immutable;
using DeepAnatomy.Sarcopenia.Analyses;
using DeepAnatomy.Sarcopenia.Levels;

namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>Where each vertebra lies along the body: from the spine model, else from the profile.</summary>
static class VertebraBands
{
    public static ImmutableArray<VertebraBand> Of(Analysis analysis, SpineModel? spine) => spine is { Vertebrae.Length: > 0 }
        ? [.. spine.Vertebrae.Select(v => new VertebraBand(v.Name, v.BottomK, v.TopK))]
        : [.. analysis.Profile.Where(r => r.Vertebra is not null)
            .GroupBy(r => r.Vertebra!)
            .Select(g => new VertebraBand(g.Key, g.Min(r => r.SliceK) - 0.5, g.Max(r => r.SliceK) + 0.5))
            .OrderBy(b => b.BottomK)];
}
