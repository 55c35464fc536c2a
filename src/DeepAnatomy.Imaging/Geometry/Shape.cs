namespace DeepAnatomy.Imaging.Geometry;

/// <summary>The number of voxels along each axis of a volume; <c>i</c> varies fastest in memory, then <c>j</c>, then <c>k</c>.</summary>
/// <remarks><c>default</c> is the empty shape (0, 0, 0), which no volume has. Immutable, compared by value.</remarks>
public readonly record struct Shape
{
    /// <summary>The largest number of voxels a volume may have (the limit of one managed array).</summary>
    public const long MaxCount = 2_147_483_591;

    /// <summary>Creates a shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the product is beyond <see cref="MaxCount"/>.</exception>
    public Shape(int i, int j, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(i);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(j);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((Int128)i * j * k, MaxCount);
        (I, J, K) = (i, j, k);
    }

    /// <summary>Voxels along the fastest axis.</summary>
    public int I { get; }

    /// <summary>Voxels along the second axis.</summary>
    public int J { get; }

    /// <summary>Voxels along the slowest axis (slices).</summary>
    public int K { get; }

    /// <summary>All voxels.</summary>
    public int Count => I * J * K;

    /// <summary>Voxels of one slice (fixed k).</summary>
    public int SliceCount => I * J;

    /// <summary>Voxels along axis 0 (i), 1 (j) or 2 (k).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is not 0, 1 or 2.</exception>
    public int Along(int axis) => axis switch
    {
        0 => I,
        1 => J,
        2 => K,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    /// <summary>The position in memory of voxel (i, j, k); not checked.</summary>
    public int OffsetOf(int i, int j, int k) => ((k * J) + j) * I + i;

    /// <summary>Whether the voxel lies inside.</summary>
    public bool Contains(int i, int j, int k) => (uint)i < (uint)I && (uint)j < (uint)J && (uint)k < (uint)K;

    /// <inheritdoc/>
    public override string ToString() => $"{I}×{J}×{K}";
}
