using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepAnatomy.Imaging.Resampling;

/// <summary>Turns computed values back into voxels.</summary>
static class Rounding
{
    /// <summary>Integers are rounded (half to even) and saturate; floating types keep the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromSingle<T>(float value)
        where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateSaturating(value) : T.CreateSaturating(MathF.Round(value));
}
