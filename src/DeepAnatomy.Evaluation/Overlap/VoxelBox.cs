namespace DeepAnatomy.Evaluation.Overlap;

/// <summary>A box of voxels, both corners inside.</summary>
readonly record struct VoxelBox(int I0, int J0, int K0, int I1, int J1, int K1)
{
    public int SizeI => I1 - I0 + 1;

    public int SizeJ => J1 - J0 + 1;

    public int SizeK => K1 - K0 + 1;

    public VoxelBox Including(VoxelBox other) => new(
        Math.Min(I0, other.I0), Math.Min(J0, other.J0), Math.Min(K0, other.K0),
        Math.Max(I1, other.I1), Math.Max(J1, other.J1), Math.Max(K1, other.K1));
}
