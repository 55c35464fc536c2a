using System.Globalization;
using DeepAnatomy.Sarcopenia.Composition;
using static DeepAnatomy.Sarcopenia.Quality.QualityList;

namespace DeepAnatomy.Sarcopenia.Quality;

/// <summary>Whether the labels are what they say: encoding, tissue, sides, completeness, amount (SEMANTICS.md Q10–Q14).</summary>
static class LabelChecks
{
    public static void Run(QualitySubject subject, QualityList list)
    {
        Encoding(subject, list);
        Sides(subject, list);
        if (subject.HasLevel)
        {
            Tissue(subject, list);
            Completeness(subject, list);
            Amount(subject, list);
        }
    }

    static void Encoding(QualitySubject subject, QualityList list)
    {
        var counts = subject.Labels.CountVoxels();
        var known = subject.Labels.Labels;
        var background = Array.IndexOf(counts, counts.Max());
        var recognised = known.Labels.Sum(l => (long)counts[l.Value]);
        var strangers = Enumerable.Range(1, ushort.MaxValue).Where(v => counts[v] > 0 && known.Find((ushort)v) is null).ToArray();
        if (recognised == 0 || (background != 0 && known.Find((ushort)background) is null && counts[0] == 0))
        {
            list.Fail("label-encoding", Withheld.Everything, $"The label map holds none of the values of {known.Id} or its background is {background}: it may be stored as HU with an offset. Export it with background 0 and whole label values.", $"Die Label-Datei enthält keinen Wert von {known.Id}, oder ihr Hintergrund ist {background}: sie ist vielleicht als HU mit Versatz gespeichert. Bitte mit Hintergrund 0 und ganzzahligen Werten exportieren.");
        }
        else if (strangers.Length > 0)
        {
            var values = string.Join(", ", strangers.Take(8).Select(v => v.ToString(CultureInfo.InvariantCulture)));
            list.Warn("label-encoding", $"Label values without a name in {known.Id} are ignored: {values}{(strangers.Length > 8 ? " …" : "")}.", $"Label-Werte ohne Namen in {known.Id} bleiben unbeachtet: {values}{(strangers.Length > 8 ? " …" : "")}.");
        }
        else
        {
            list.Pass("label-encoding", $"All label values belong to {known.Id}.", $"Alle Label-Werte gehören zu {known.Id}.");
        }
    }

    static void Sides(QualitySubject subject, QualityList list)
    {
        var last = subject.Table.SliceCount - 1;
        var checkedAny = false;
        var swapped = new List<string>();
        foreach (var left in subject.Regions.Muscles.Where(m => m.Side == "left"))
        {
            var right = subject.Regions.Muscles.First(m => m.Group == left.Group && m.Side == "right");
            if (subject.Table.MeanI(left.Columns.AsSpan(), 0, last) is { } l && subject.Table.MeanI(right.Columns.AsSpan(), 0, last) is { } r)
            {
                checkedAny = true;
                if (l <= r)
                {
                    swapped.Add(left.Group);
                }
            }
        }

        if (swapped.Count > 0)
        {
            var groups = string.Join(", ", swapped);
            list.Fail("left-right", Withheld.Sides, $"Labels named left lie on the patient's right ({groups}): values per side are withheld. Check the orientation of the label map.", $"Mit links benannte Labels liegen rechts im Patienten ({groups}): Werte je Seite werden nicht angegeben. Bitte die Orientierung der Label-Datei prüfen.");
        }
        else if (checkedAny)
        {
            list.Pass("left-right", "Left labels lie on the patient's left.", "Linke Labels liegen links im Patienten.");
        }
    }

    static void Tissue(QualitySubject subject, QualityList list)
    {
        var before = list.ToImmutable().Length;
        foreach (var region in subject.Regions.Muscles.Where(m => m.Side == "both" && m.IsAvailable))
        {
            var tally = region.Of(subject.At.FirstK, subject.At.LastK, null);
            if (tally.Count >= QualityLimits.MinPixelsForMean && tally.MeanHu is { } hu)
            {
                Muscle(region.Group, hu, list);
            }
        }

        Fat(subject, subject.Regions.Subcutaneous, Withheld.Subcutaneous, list);
        Fat(subject, subject.Regions.Visceral, Withheld.Visceral, list);
        if (list.ToImmutable().Length == before)
        {
            list.Pass("label-swap", "Muscle and fat labels have the HU of muscle and fat.", "Muskel- und Fett-Labels haben die HU von Muskel und Fett.");
        }
    }

    static void Muscle(string group, double hu, QualityList list)
    {
        if (hu is < QualityLimits.FailMuscleMeanLowHu or > QualityLimits.FailMuscleMeanHighHu)
        {
            list.Fail("label-swap", Withheld.Muscle | Withheld.Ranges, $"The compartment {group} has a mean of {En(hu)} HU, which is not muscle: its label is wrong or shifted.", $"Das Kompartiment {group} hat im Mittel {De(hu)} HU, das ist kein Muskel: das Label ist falsch oder verschoben.", group);
        }
        else if (hu is < QualityLimits.WarnMuscleMeanLowHu or > QualityLimits.WarnMuscleMeanHighHu)
        {
            list.Warn("label-swap", $"The compartment {group} has an unusual mean of {En(hu)} HU: very fatty muscle, or a label that is off.", $"Das Kompartiment {group} hat ungewöhnliche {De(hu)} HU im Mittel: stark verfetteter Muskel oder ein verschobenes Label.");
        }
    }

    static void Fat(QualitySubject subject, Region region, Withheld what, QualityList list)
    {
        var tally = region.Of(subject.At.FirstK, subject.At.LastK, null);
        if (tally.Count < QualityLimits.MinPixelsForMean || tally.MeanHu is not { } hu)
        {
            return;
        }

        if (hu > QualityLimits.FailFatMeanHu)
        {
            var english = $"The label {region.Group} has a mean of {En(hu)} HU, which is not fat: labels may be swapped.";
            list.Fail("label-swap", what, english, $"Das Label {region.Group} hat im Mittel {De(hu)} HU, das ist kein Fett: Labels können vertauscht sein.");
            list.Withheld.Add(Withheld.Ranges, english.TrimEnd('.'), region.Group);
        }
        else if (hu > QualityLimits.WarnFatMeanHu)
        {
            list.Warn("label-swap", $"The label {region.Group} has an unusual mean of {En(hu)} HU.", $"Das Label {region.Group} hat ungewöhnliche {De(hu)} HU im Mittel.");
        }
    }

    static void Completeness(QualitySubject subject, QualityList list)
    {
        var whole = subject.Regions.Muscles.FirstOrDefault(m => m is { Group: "skeletal_muscle", Side: "both", IsAvailable: true });
        var absent = whole?.AbsentAt(subject.At.FirstK, subject.At.LastK).Where(l => !l.StartsWith("other_muscle", StringComparison.Ordinal)).ToArray() ?? [];
        if (absent.Length > 0)
        {
            list.Warn("muscle-completeness", $"Skeletal muscle is the sum of its labels, but these have no pixel at this level: {string.Join(", ", absent)}.", $"Die Skelettmuskulatur ist die Summe ihrer Labels, aber diese haben auf dieser Höhe kein Pixel: {string.Join(", ", absent)}.");
        }
        else if (whole is not null)
        {
            list.Pass("muscle-completeness", "All labels of skeletal muscle are present at this level.", "Alle Labels der Skelettmuskulatur sind auf dieser Höhe vorhanden.");
        }
    }

    static void Amount(QualitySubject subject, QualityList list)
    {
        var before = list.ToImmutable().Length;
        var pixelCm2 = subject.Hu.Grid.Spacing.PixelMm2 / 100 / subject.At.Count;
        double Cm2(Region region) => region.Of(subject.At.FirstK, subject.At.LastK, HuWindows.Muscle).Count * pixelCm2;
        foreach (var region in subject.Regions.Muscles.Where(m => m.Side == "both" && m.IsAvailable && Cm2(m) > 0))
        {
            if (subject.Level.Name == "L3" && QualityLimits.UsualAreaCm2(region.Group) is { } usual && Cm2(region) is var area && (area < usual.LowCm2 || area > usual.HighCm2))
            {
                list.Warn("muscle-amount", $"{region.Group} measures {En(area)} cm², outside the usual {En(usual.LowCm2)}–{En(usual.HighCm2)} cm².", $"{region.Group} misst {De(area)} cm², außerhalb der üblichen {De(usual.LowCm2)}–{De(usual.HighCm2)} cm².");
            }
        }

        foreach (var left in subject.Regions.Muscles.Where(m => m.Side == "left" && m.Group != "skeletal_muscle" && Cm2(m) > 0))
        {
            var (l, r) = (Cm2(left), Cm2(subject.Regions.Muscles.First(m => m.Group == left.Group && m.Side == "right")));
            if (Math.Abs(l - r) / Math.Max(l, r) > QualityLimits.WarnAsymmetryFraction)
            {
                list.Warn("muscle-asymmetry", $"{left.Group}: left {En(l)} cm², right {En(r)} cm².", $"{left.Group}: links {De(l)} cm², rechts {De(r)} cm².");
            }
        }

        if (list.ToImmutable().Length == before)
        {
            list.Pass("muscle-amount", "Muscle areas are in the usual range and symmetric.", "Die Muskelflächen liegen im üblichen Bereich und sind symmetrisch.");
        }
    }
}
