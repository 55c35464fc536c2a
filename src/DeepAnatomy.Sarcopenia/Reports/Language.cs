namespace DeepAnatomy.Sarcopenia.Reports;

/// <summary>The language of a report.</summary>
public enum Language
{
    /// <summary>English; decimal point.</summary>
    En,

    /// <summary>German; decimal comma.</summary>
    De,
}
