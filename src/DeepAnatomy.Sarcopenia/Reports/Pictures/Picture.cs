namespace DeepAnatomy.Sarcopenia.Reports.Pictures;

/// <summary>An encoded picture (JPEG or PNG) and its size in pixels.</summary>
sealed record Picture(byte[] Bytes, string MediaType, int Width, int Height)
{
    public double Aspect => (double)Width / Height;
}
