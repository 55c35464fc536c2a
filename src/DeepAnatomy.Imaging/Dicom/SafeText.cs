using System.Text.RegularExpressions;

namespace DeepAnatomy.Imaging.Dicom;

/// <summary>Keeps of a free text only the words that describe an examination; everything else could be a name (DICOM PS3.15, Clean Descriptors Option).</summary>
/// <remarks>
/// The basic profile removes Series Description and blanks the contrast agent. Both matter for choosing a series, so they are cleaned instead:
/// a word stays when it is on the list below, a kernel name, or a short number; every other run of words becomes an ellipsis.
/// </remarks>
static partial class SafeText
{
    const string Known = """
        abd abdo abdomen abdominal abdomenbecken acute adult aorta angio angiography ap app applied arch arm arms arterial arteriell art artifact asc averaged axial ax axi ac
        back base basis bec becken bis body bolus bone bones brain breath broncho cap carm cardiac cava cava chest chst cm colon colonography contrast cor coro coronal
        coronary corpus crista cspine ct cta ctac cte ctpa ctu delay delayed dual deep delay derived derivation diaphragm dose dynamic
        ecg effort enhanced enteral entero equilibrium erect exp expiration extremity fast fbp fc fine flat fov full genau gant gantry gastro ge gross
        head hals haut hepatic hell helical helix high hip hrct hu hirn in insp inspiration iodine iliac image images inkl intervention iv
        iohexol iomeprol iopamidol iopromide ioversol iodixanol imeron iomeron isovue omnipaque optiray ultravist visipaque accupaque xenetix solutrast oral rectal peroral
        kidney kidneys km kernel knochen kontrast kontrastmittel kv kvp ks late leber leg legs level lge limbs liver localiser localizer loc low lower lspine lspn l3 lumbar lung lungs lunge
        ma mas mar max mean mediastinum med mediast medium mip minip mono monoenergetic mpr mm ml mod neck nach nativ native ncct nect nephro nephrographic no nativ neg noncontrast non
        oblique of off on ohne oral original organ pa pancreas parenchyma parenchym part partialbody pelvis pe perf perfusion pet petct phase plain pos post portal portalvenous portven portalvenoes portovenous postcon
        pre precon prim primary prone protocol pulm pv pvp qct quant quantitative range ray recon reconstruction reformat renal res resolution result routine rt rek rekon ren
        sag sagittal saggital scan scano scanogram scout screen screening sec secondary seg series sharp skull slab slice slices smooth soft spi spin spine spiral spl spleen std standard stomach supine surview
        tap thin thick thorax thoracic thx tho tilt time tissue topo topogram total trachea trauma triphasic tspine tumor tumour uapp upper urogram uro unenhanced up
        vein venos venoes venous ven vena vessel vertebra vertebrae volume vol vrt von wb wbct weich weichteil weichteile whole wholebody wirbel wirbelsaeule with without window wo w wo/w x xr z
        and und the a the mit without for to by per at i ii iii iv
        """;

    static readonly HashSet<string> Words = [.. Known.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The safe words of <paramref name="text"/>; null when there was no text; <c>…</c> stands for what was left out.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        List<string> kept = [];
        foreach (var word in Separators().Split(text).Where(w => w.Length > 0))
        {
            if (IsSafe(word))
            {
                kept.Add(word);
            }
            else if (kept.Count == 0 || kept[^1] != "…")
            {
                kept.Add("…");
            }
        }

        return string.Join(' ', kept);
    }

    static bool IsSafe(string word) => Words.Contains(word.ToLowerInvariant()) || ShortNumber().IsMatch(word) || KernelName().IsMatch(word);

    [GeneratedRegex(@"[\s,;:_/\\()\[\]+&|*=""'<>-]+")]
    private static partial Regex Separators();

    // Thickness, phase in seconds, level; never a date or a number of a patient.
    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3})?(mm|s|sec|kv|kvp|ml|cm|kev|%)?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShortNumber();

    // Siemens B30f, Br38f, I41s; Toshiba FC08; vertebrae L3, Th12.
    [GeneratedRegex(@"^([BHDITUQ][a-z]?\d{2}[a-z]?|FC\d{2}|[CTLS]\d{1,2}|Th\d{1,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex KernelName();
}
