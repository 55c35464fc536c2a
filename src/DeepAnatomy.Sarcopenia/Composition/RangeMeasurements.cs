namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>Volumes over ranges of vertebrae (SEMANTICS.md S15).</summary>
sealed class RangeMeasurements(MeasurementList rows, RegionSet regions, double voxelMm3, Withholding withheld)
{
    /// <summary>All rows of one range.</summary>
    public void Add(SliceSelection range)
    {
        foreach (var region in regions.Muscles.Where(m => m.Side == "both"))
        {
            var why = WhyNot(region, range);
            AddVolume(MeasurementIds.MuscleVolume, region, range, HuWindows.Muscle, why);
            AddVolume(MeasurementIds.CompartmentVolume, region, range, null, why);
            AddVolume(MeasurementIds.IntramuscularFatVolume, region, range, HuWindows.Fat, why);
            var mean = why is null
                ? Figure.Of(region.Of(range.FirstK, range.LastK, HuWindows.Muscle).MeanHu, "no voxel of the compartment lies in the window")
                : Figure.Missing(why);
            rows.Add(MeasurementIds.MuscleVolumeAttenuation, (region.Group, "both"), range, mean, "HU", HuWindows.Muscle, "S15");
        }

        var (whySubcutaneous, whyVisceral) = (WhyNot(regions.Subcutaneous, range), WhyNot(regions.Visceral, range));
        AddVolume(MeasurementIds.SubcutaneousVolume, regions.Subcutaneous, range, HuWindows.Fat, whySubcutaneous);
        AddVolume(MeasurementIds.VisceralVolume, regions.Visceral, range, HuWindows.VisceralFatAlberta, whyVisceral);
        AddVolume(MeasurementIds.VisceralVolumeBoa, regions.Visceral, range, HuWindows.Fat, whyVisceral);
    }

    void AddVolume(string id, Region region, SliceSelection range, HuWindow? window, string? why)
    {
        var figure = why is null ? Figure.Of(region.Of(range.FirstK, range.LastK, window).Count * voxelMm3 / 1000) : Figure.Missing(why);
        rows.Add(id, (region.Group, "both"), range, figure, "cm3", window, "S15");
    }

    string? WhyNot(Region region, SliceSelection range) =>
        range.Reason ?? withheld.Reason(Withheld.Ranges, region.Group) ?? region.WhyNotOver(range.FirstK, range.LastK);
}
