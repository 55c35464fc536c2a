namespace DeepAnatomy.Sarcopenia.Tissues;

/// <summary>What HU say about a tissue; soft where noise and partial volume blur it.</summary>
static class Attenuation
{
    public const short FatLowHu = -190, FatHighHu = -30;

    /// <summary>Below it is gas or lung, not fat.</summary>
    public const short GasHu = -250;

    /// <summary>Cancellous bone and above; muscle with contrast stays below.</summary>
    public const short BoneHu = 160;

    /// <summary>0 for muscle, organ and bone, 1 for fat (and gas), linear between −80 and 0 HU.</summary>
    public static float Fatness(float hu) => Math.Clamp(-hu / 80, 0, 1);

    /// <summary>Half the voxel, half its four neighbours in the slice, as S10: thin fat stays, noise does not speckle.</summary>
    public static float Smooth(ReadOnlySpan<short> hu, int n, int row) => (0.5f * hu[n]) + (0.125f * (hu[n - 1] + hu[n + 1] + hu[n - row] + hu[n + row]));

    /// <summary>As <see cref="Smooth"/>; in the first and last row of the slice the voxel alone.</summary>
    public static float SmoothOrOwn(ReadOnlySpan<short> hu, int n, int row) => n < row || n >= hu.Length - row ? hu[n] : Smooth(hu, n, row);
}
