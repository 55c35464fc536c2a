namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Where the axes of the array point, for a patient that lies on the back.</summary>
public enum CardOrientation
{
    /// <summary>i to the left, j to the back, k to the head.</summary>
    Lps,

    /// <summary>i to the right, j to the front, k to the head.</summary>
    Ras,

    /// <summary>Does not matter.</summary>
    Any,
}
