using DeepAnatomy.Imaging.Geometry;
using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Labels;

/// <summary>Where each label of a map lies, roughly: centroid in patient space and extent in each axial slice, on every n-th voxel.</summary>
sealed class LabelPlaces
{
    /// <summary>Voxels looked at along an axis.</summary>
    const int MostPerAxis = 128;

    /// <summary>A map with more values is no label map of known structures.</summary>
    const int MostValues = 1000;

    readonly Dictionary<ushort, Place> places = [];

    LabelPlaces(IReadOnlyList<ushort> values) => Values = values;

    /// <summary>All values present but background, rising.</summary>
    public IReadOnlyList<ushort> Values { get; }

    public static LabelPlaces Of(Volume<ushort> voxels)
    {
        var present = new bool[ushort.MaxValue + 1];
        foreach (var value in voxels.Voxels)
        {
            present[value] = true;
        }

        var values = Enumerable.Range(1, ushort.MaxValue).Where(v => present[v]).Select(v => (ushort)v).ToArray();
        var result = new LabelPlaces(values);
        if (values.Length <= MostValues)
        {
            result.Look(voxels);
        }

        return result;
    }

    /// <summary>Centroid, LPS mm; null where the label was not met.</summary>
    public PatientPoint? Centroid(ushort value) => places.TryGetValue(value, out var place) ? (1.0 / place.Count) * place.Sum : null;

    /// <summary>The share of common slices in which one label reaches farther than the other on all four sides; null below three slices.</summary>
    public double? SurroundedFraction(ushort outer, ushort inner)
    {
        if (!places.TryGetValue(outer, out var o) || !places.TryGetValue(inner, out var n))
        {
            return null;
        }

        var common = o.Slices.Keys.Where(n.Slices.ContainsKey).ToArray();
        return common.Length < 3 ? null : common.Count(k => Surrounds(o.Slices[k], n.Slices[k])) / (double)common.Length;
    }

    static bool Surrounds((int L, int H, int F, int B) o, (int L, int H, int F, int B) n) => o.L <= n.L && o.H >= n.H && o.F <= n.F && o.B >= n.B;

    void Look(Volume<ushort> voxels)
    {
        var (s, grid) = (voxels.Shape, voxels.Grid);
        var plan = AxisPlan.Between(Reorientation.Canonical, grid.AxisCodes);
        int si = Step(s.I), sj = Step(s.J), sk = Step(s.K);
        for (var k = 0; k < s.K; k += sk)
        {
            for (var j = 0; j < s.J; j += sj)
            {
                for (var i = 0; i < s.I; i += si)
                {
                    if (voxels[i, j, k] is var value and not 0)
                    {
                        Note(value, grid.ToPatient(i, j, k), [i, j, k], plan);
                    }
                }
            }
        }
    }

    void Note(ushort value, PatientPoint at, ReadOnlySpan<int> voxel, AxisPlan plan)
    {
        if (!places.TryGetValue(value, out var place))
        {
            places[value] = place = new();
        }

        place.Count++;
        place.Sum += at;

        // Along patient axes the sign of an axis does not matter for an extent.
        Span<int> patient = stackalloc int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            patient[plan.Source(axis)] = voxel[axis];
        }

        var (x, y) = (patient[0], patient[1]);
        var e = place.Slices.GetValueOrDefault(patient[2], (x, x, y, y));
        place.Slices[patient[2]] = (Math.Min(e.Item1, x), Math.Max(e.Item2, x), Math.Min(e.Item3, y), Math.Max(e.Item4, y));
    }

    static int Step(int count) => (count + MostPerAxis - 1) / MostPerAxis;

    sealed class Place
    {
        public int Count { get; set; }

        public PatientPoint Sum { get; set; }

        public Dictionary<int, (int L, int H, int F, int B)> Slices { get; } = [];
    }
}
