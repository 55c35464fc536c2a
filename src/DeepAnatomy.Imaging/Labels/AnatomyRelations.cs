namespace DeepAnatomy.Imaging.Labels;

/// <summary>What every trunk obeys, to tell label sets apart that use the same values.</summary>
static class AnatomyRelations
{
    static readonly string[] Spine =
        [.. Enumerable.Range(1, 7).Select(n => $"vertebrae_C{n}"), .. Enumerable.Range(1, 12).Select(n => $"vertebrae_T{n}"), .. Enumerable.Range(1, 5).Select(n => $"vertebrae_L{n}"), "sacrum"];

    static readonly string[] Torso = ["brain", "trachea", "heart", "liver", "kidney_right", "hip_right", "femur_right"];

    /// <summary>First above second.</summary>
    static readonly (string, string)[] Above =
    [
        ("liver", "urinary_bladder"), ("spleen", "sacrum"), ("spleen", "urinary_bladder"), ("stomach", "sacrum"), ("kidney_left", "hip_left"),
        ("kidney_left", "gluteus_maximus_left"), ("spleen", "iliopsoas_left"), ("liver", "iliopsoas_right"), ("lung_lower_lobe_left", "kidney_left"),
        ("lung_lower_lobe_right", "kidney_right"), ("aorta", "urinary_bladder"), ("pancreas", "hip_left"), ("brain", "sacrum"), ("skull", "liver"), ("face", "liver"),
        ("humerus_left", "kidney_left"), ("scapula_left", "kidney_left"), ("clavicula_left", "kidney_left"), ("small_bowel", "femur_left"), ("heart_myocardium", "kidney_left"),
        ("sternum", "kidney_left"), ("gluteus_medius_left", "femur_left"), ("duodenum", "urinary_bladder"), ("thyroid_gland", "liver"), ("esophagus", "iliopsoas_left"),
        ("trapezius_left", "psoas_major_left"), ("pectoralis_major_left", "rectus_abdominis_left"), ("thoracic_cavity", "abdominal_cavity"), ("mediastinum", "abdominal_cavity"),
    ];

    /// <summary>First behind second.</summary>
    static readonly (string, string)[] Behind =
    [
        ("autochthon_left", "aorta"), ("autochthon_right", "liver"), ("autochthon_left", "iliopsoas_left"), ("autochthon_left", "stomach"), ("sacrum", "urinary_bladder"),
        ("vertebrae_L3", "aorta"), ("vertebrae_L2", "duodenum"), ("vertebrae_L3", "small_bowel"), ("vertebrae_L4", "small_bowel"), ("autochthon_left", "colon"),
        ("erector_spinae_left", "psoas_major_left"), ("erector_spinae_right", "rectus_abdominis_right"), ("quadratus_lumborum_left", "rectus_abdominis_left"),
        ("paravertebral_left", "psoas_left"), ("paravertebral_left", "abdominal_wall_left"), ("quadratus_lumborum_left", "abdominal_wall_left"), ("paravertebral_right", "visceral_fat"),
        ("vertebrae_L3", "visceral_fat"), ("gluteus_maximus_left", "gluteus_minimus_left"), ("kidney_left", "stomach"), ("transversospinalis_left", "psoas_major_left"),
        ("bone", "visceral_fat"),
    ];

    /// <summary>First to the patient's left of second, beside all pairs <c>_left</c>, <c>_right</c>.</summary>
    static readonly (string, string)[] LeftOf =
        [("spleen", "liver"), ("stomach", "liver"), ("spleen", "pancreas"), ("aorta", "inferior_vena_cava"), ("spleen", "gallbladder"), ("stomach", "gallbladder"), ("kidney_left", "liver"), ("spleen", "duodenum")];

    /// <summary>First around second.</summary>
    static readonly (string, string)[] Around =
    [
        ("subcutaneous_fat", "skeletal_muscle"), ("subcutaneous_fat", "muscle"), ("subcutaneous_fat", "visceral_fat"), ("subcutaneous_fat", "torso_fat"), ("subcutaneous_fat", "intermuscular_fat"),
        ("subcutaneous_fat", "bone"), ("skeletal_muscle", "torso_fat"), ("skeletal_muscle", "visceral_fat"), ("muscle", "visceral_fat"), ("subcutaneous_tissue", "muscle"),
        ("subcutaneous_tissue", "abdominal_cavity"), ("muscle", "abdominal_cavity"), ("subcutaneous_tissue", "bone"), ("subcutaneous_fat", "abdominal_wall_left"), ("subcutaneous_fat", "paravertebral_left"),
    ];

    /// <summary>How many relations could be tested and how many hold.</summary>
    public readonly record struct Result(int KeptCount, int Tested)
    {
        /// <summary>0 where nothing could be tested.</summary>
        public double KeptFraction => Tested == 0 ? 0 : (double)KeptCount / Tested;
    }

    public static Result Score(LabelSet set, LabelPlaces places)
    {
        var present = places.Values.Select(v => set.Find(v)!).ToDictionary(l => Normal(l.Name), l => l.Value);
        var result = default(Result);
        void Test(string a, string b, Func<ushort, ushort, bool?> holds)
        {
            if (present.TryGetValue(a, out var va) && present.TryGetValue(b, out var vb) && holds(va, vb) is { } kept)
            {
                result = new(result.KeptCount + (kept ? 1 : 0), result.Tested + 1);
            }
        }

        bool? Compare(ushort a, ushort b, int axis) =>
            places.Centroid(a) is { } p && places.Centroid(b) is { } q ? p.Along(axis) > q.Along(axis) : null;
        foreach (var (a, b) in Chain(Spine, present).Concat(Chain(Torso, present)).Concat(Ribs("left")).Concat(Ribs("right")).Concat(Above))
        {
            Test(a, b, (x, y) => Compare(x, y, 2));
        }

        foreach (var (a, b) in Behind)
        {
            Test(a, b, (x, y) => Compare(x, y, 1));
        }

        foreach (var (a, b) in LeftOf.Concat(present.Keys.Where(n => n.Contains("_left")).Select(n => (n, n.Replace("_left", "_right")))))
        {
            Test(a, b, (x, y) => Compare(x, y, 0));
        }

        foreach (var (a, b) in Around)
        {
            Test(a, b, (x, y) => places.SurroundedFraction(x, y) is { } fraction ? fraction > 0.5 : null);
        }

        return result;
    }

    static IEnumerable<(string, string)> Chain(string[] order, Dictionary<string, ushort> present)
    {
        var found = order.Where(present.ContainsKey).ToArray();
        return found.Zip(found.Skip(1));
    }

    static IEnumerable<(string, string)> Ribs(string side) => Enumerable.Range(1, 11).Select(n => ($"rib_{side}_{n}", $"rib_{side}_{n + 1}"));

    static string Normal(string name) => name.StartsWith("vertebra_", StringComparison.Ordinal) ? "vertebrae_" + name["vertebra_".Length..] : name;
}
