namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>A value in a file that a setting cannot take; caught per setting so that all problems are reported at once.</summary>
/// <param name="message">What is wrong and what to do.</param>
sealed class SettingException(string message) : Exception(message);
