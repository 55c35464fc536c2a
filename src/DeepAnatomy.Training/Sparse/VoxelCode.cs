namespace DeepAnatomy.Training.Sparse;

/// <summary>One byte that says what is known of a voxel: its class, that it may be a class, or that nobody looked.</summary>
/// <remarks>0 … 125: surely this class (0 is background). 128 … 253: uncertain, perhaps class code − 128. 254: uncertain without a guess. 255: undefined. 126 and 127 mean nothing and count as undefined.</remarks>
public static class VoxelCode
{
    /// <summary>Nobody looked here, or it lies beyond the scan.</summary>
    public const byte Undefined = 255;

    /// <summary>Drawn as uncertain, with no drawn structure beside it.</summary>
    public const byte UncertainWithoutGuess = 254;

    /// <summary>Classes at most, background included.</summary>
    public const int MostClasses = 126;

    const byte FirstUncertain = 128;

    /// <summary>The code of a voxel that may belong to a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is not 0 … 125.</exception>
    public static byte Uncertain(int guess) => guess is >= 0 and < MostClasses
        ? (byte)(FirstUncertain + guess)
        : throw new ArgumentOutOfRangeException(nameof(guess), guess, $"A class is 0 … {MostClasses - 1}.");

    /// <summary>Whether the code is a class without doubt.</summary>
    public static bool IsCertain(byte code) => code < MostClasses;

    /// <summary>Whether somebody drew here, be it as uncertain.</summary>
    public static bool IsDefined(byte code) => code != Undefined && code is < MostClasses or >= FirstUncertain;

    /// <summary>Whether the code says «could be either».</summary>
    public static bool IsUncertain(byte code) => code is >= FirstUncertain and not Undefined;

    /// <summary>The certain or guessed class; −1 where there is none.</summary>
    public static int ClassOf(byte code) => code < MostClasses ? code : code is >= FirstUncertain and < UncertainWithoutGuess ? code - FirstUncertain : -1;
}
