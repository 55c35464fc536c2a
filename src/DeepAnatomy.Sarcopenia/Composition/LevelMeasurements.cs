namespace DeepAnatomy.Sarcopenia.Composition;

/// <summary>The rows of one level: muscle per group and side, and fat (SEMANTICS.md S1–S14).</summary>
sealed class LevelMeasurements(MeasurementList rows, RegionSet regions, double pixelMm2, Figure heightM, Withholding withheld)
{
    const string Area = "cm2", Index = "cm2/m2", Hu = "HU";

    /// <summary>All rows of a level.</summary>
    /// <param name="at">The slices of the level.</param>
    /// <param name="vertebra">All slices of the level's vertebra.</param>
    /// <param name="uke">The slices L2–L4.</param>
    public void Add(SliceSelection at, SliceSelection vertebra, SliceSelection uke)
    {
        foreach (var region in regions.Muscles)
        {
            AddMuscle(region, at);
            if (region.Side == "both")
            {
                AddIndices(region, at);
                AddWholeVertebra(region, vertebra);
                Add3D(region, uke);
            }
        }

        AddFat(at);
    }

    void AddMuscle(Region region, SliceSelection at)
    {
        var why = WhyNot(region, at);
        Figure Cm2(HuWindow? window) => AreaCm2(region, at, window, why);
        Figure Mean(HuWindow? window) => MeanHu(region, at, window, why);
        void Row(string id, Figure figure, string unit, HuWindow? window, string definition, string? rule = null) =>
            rows.Add(id, (region.Group, region.Side), at, figure, unit, window, definition, rule);

        var (lama, nama) = (Cm2(HuWindows.LowAttenuationMuscle), Cm2(HuWindows.NormalAttenuationMuscle));
        Row(MeasurementIds.CompartmentArea, Cm2(null), Area, null, "S1");
        Row(MeasurementIds.MuscleArea, Cm2(HuWindows.Muscle), Area, HuWindows.Muscle, "S2");
        Row(MeasurementIds.MuscleAttenuation, Mean(HuWindows.Muscle), Hu, HuWindows.Muscle, "S4");
        Row(MeasurementIds.CompartmentAttenuation, Mean(null), Hu, null, "S5");
        AddIntermuscularFat(region, at, why, Row);
        Row(MeasurementIds.LowAttenuationMuscle, lama, Area, HuWindows.LowAttenuationMuscle, "S7");
        Row(MeasurementIds.NormalAttenuationMuscle, nama, Area, HuWindows.NormalAttenuationMuscle, "S7");
        Row(MeasurementIds.LowAttenuationPercent, Share(lama, nama), "percent", HuWindows.LowAttenuationMuscle, "S7");
    }

    static Figure Share(Figure low, Figure normal) => low is { Value: 0 } && normal is { Value: 0 }
        ? Figure.Missing("no pixel of the compartment lies in the muscle window")
        : low.With(normal, (l, n) => 100 * l / (l + n));

    void AddIntermuscularFat(Region region, SliceSelection at, string? why, Action<string, Figure, string, HuWindow?, string, string?> row)
    {
        var intra = AreaCm2(region, at, HuWindows.Fat, why);
        if (region is not { Group: "skeletal_muscle", Side: "both" })
        {
            row(MeasurementIds.IntermuscularFat, intra, Area, HuWindows.Fat, "S6", $"within the compartment; {at.Rule}");
            return;
        }

        var inter = AreaCm2(regions.Intermuscular, at, HuWindows.Fat, WhyNotFat(regions.Intermuscular, at, Withheld.Muscle));
        var (sum, rule) = regions.Intermuscular.IsAvailable
            ? (intra.With(inter, (a, b) => a + b), "within the compartment and between muscles (label intermuscular_fat)")
            : (intra, "within the compartment (no label for fat between muscles)");
        row(MeasurementIds.IntermuscularFat, sum, Area, HuWindows.Fat, "S6", $"{rule}; {at.Rule}");
        row(MeasurementIds.IntramuscularFatOnly, intra, Area, HuWindows.Fat, "S6", null);
        row(MeasurementIds.IntermuscularFatOnly, inter, Area, HuWindows.Fat, "S6", null);
    }

    void AddIndices(Region region, SliceSelection at)
    {
        var of = (region.Group, region.Side);
        var index = PerHeight2(rows.Find(MeasurementIds.MuscleArea, region.Group));
        rows.Add(MeasurementIds.MuscleIndex, of, at, index, Index, HuWindows.Muscle, "S3");
        rows.Add(MeasurementIds.MuscleGauge, of, at, rows.Find(MeasurementIds.MuscleAttenuation, region.Group).With(index, (hu, smi) => hu * smi), "HU*cm2/m2", HuWindows.Muscle, "S11");
        if (region.Group == "psoas")
        {
            AddPsoas(region, at);
        }
    }

    /// <remarks>The iliacus lies in the iliac fossa, below L4: a label of both is psoas alone down to L3.</remarks>
    void AddPsoas(Region region, SliceSelection at)
    {
        var psoas = region.HasLabel("iliopsoas") && at.Level is not ("T12" or "L1" or "L2" or "L3")
            ? Figure.Missing($"the label iliopsoas may include the iliacus at {at.Level}")
            : rows.Find(MeasurementIds.CompartmentArea, region.Group);
        var rule = region.Note is { } note ? $"{at.Rule}; {note.TrimEnd('.')}" : at.Rule;
        rows.Add(MeasurementIds.PsoasArea, (region.Group, region.Side), at, psoas, Area, null, "S10", rule);
        rows.Add(MeasurementIds.PsoasIndex, (region.Group, region.Side), at, PerHeight2(psoas), Index, null, "S10", rule);
    }

    void AddWholeVertebra(Region region, SliceSelection at)
    {
        var (of, why) = ((region.Group, region.Side), WhyNot(region, at));
        var area = AreaCm2(region, at, HuWindows.Muscle, why);
        rows.Add(MeasurementIds.WholeVertebraArea, of, at, area, Area, HuWindows.Muscle, "S13");
        rows.Add(MeasurementIds.WholeVertebraIndex, of, at, PerHeight2(area), Index, HuWindows.Muscle, "S13");
        rows.Add(MeasurementIds.WholeVertebraAttenuation, of, at, MeanHu(region, at, HuWindows.Muscle, why), Hu, HuWindows.Muscle, "S13");
    }

    void Add3D(Region region, SliceSelection at)
    {
        var of = (region.Group, region.Side);
        var why = at.Reason ?? withheld.Reason(Withheld.Ranges, region.Group) ?? region.WhyNotOver(at.FirstK, at.LastK);
        var slices = 0;
        for (var k = at.FirstK; why is null && k <= at.LastK; k++)
        {
            slices += region.Of(k, k, null).Count > 0 ? 1 : 0;
        }

        var rule = $"mean area over the non-empty slices of: {at.Rule}";
        var area = why is null ? Figure.Of(region.Of(at.FirstK, at.LastK, HuWindows.Muscle).Count * pixelMm2 / 100 / slices) : Figure.Missing(why);
        rows.Add(MeasurementIds.Index3D, of, at, PerHeight2(area), Index, HuWindows.Muscle, "S14", rule);
        rows.Add(MeasurementIds.Attenuation3D, of, at, MeanHu(region, at, HuWindows.Muscle, why), Hu, HuWindows.Muscle, "S14", $"mean over all voxels of: {at.Rule}");
    }

    void AddFat(SliceSelection at)
    {
        var whyVisceral = WhyNotFat(regions.Visceral, at, Withheld.Visceral);
        var subcutaneous = AreaCm2(regions.Subcutaneous, at, HuWindows.Fat, WhyNotFat(regions.Subcutaneous, at, Withheld.Subcutaneous));
        var boa = AreaCm2(regions.Visceral, at, HuWindows.Fat, whyVisceral);
        var (sat, vat) = (("subcutaneous_fat", "both"), ("visceral_fat", "both"));
        rows.Add(MeasurementIds.SubcutaneousFat, sat, at, subcutaneous, Area, HuWindows.Fat, "S8");
        rows.Add(MeasurementIds.VisceralFat, vat, at, AreaCm2(regions.Visceral, at, HuWindows.VisceralFatAlberta, whyVisceral), Area, HuWindows.VisceralFatAlberta, "S9");
        rows.Add(MeasurementIds.VisceralFatBoa, vat, at, boa, Area, HuWindows.Fat, "S9");
        var ratio = subcutaneous.Value is 0 ? Figure.Missing("no subcutaneous fat to divide by") : boa.With(subcutaneous, (v, s) => v / s);
        rows.Add(MeasurementIds.VisceralToSubcutaneous, vat, at, ratio, "ratio", HuWindows.Fat, "S9");
    }

    Figure AreaCm2(Region region, SliceSelection at, HuWindow? window, string? why) => why is null
        ? Figure.Of(region.Of(at.FirstK, at.LastK, window).Count * pixelMm2 / 100 / at.Count)
        : Figure.Missing(why);

    static Figure MeanHu(Region region, SliceSelection at, HuWindow? window, string? why) => why is null
        ? Figure.Of(region.Of(at.FirstK, at.LastK, window).MeanHu, "no pixel of the compartment lies in the window")
        : Figure.Missing(why);

    Figure PerHeight2(Figure areaCm2) => areaCm2.With(heightM, (area, height) => area / (height * height));

    string? WhyNot(Region region, SliceSelection at) =>
        at.Reason
        ?? withheld.Reason(Withheld.Muscle, region.Group)
        ?? (region.Side == "both" ? null : withheld.Reason(Withheld.Sides, region.Group))
        ?? region.WhyNotAt(at.FirstK, at.LastK, at.Level);

    /// <remarks>A fat label without a pixel is a measured zero where another fat label was drawn in the same slices; without any it was not drawn there.</remarks>
    string? WhyNotFat(Region region, SliceSelection at, Withheld what)
    {
        var why = at.Reason ?? withheld.Reason(what);
        if (why is not null || !region.IsAvailable)
        {
            return why ?? region.WhyNotAt(0, 0, at.Level);
        }

        var drawn = regions.Subcutaneous.Of(at.FirstK, at.LastK, null).Count > 0;
        return region.Of(at.FirstK, at.LastK, null).Count > 0 || (drawn && region != regions.Subcutaneous && region.OccursAnywhere)
            ? null
            : $"the label map has no pixel of {region.Group} at this level";
    }
}
