namespace DeepAnatomy.Server.Catalog;

/// <summary>A template of a network.</summary>
/// <param name="Id">Name in architecture.json.</param>
/// <param name="Title">Name for people.</param>
/// <param name="English">What it is for.</param>
/// <param name="German">The same in German.</param>
/// <param name="Document">architecture.json with its defaults.</param>
sealed record TemplateRow(string Id, string Title, string English, string German, string Document);

/// <summary>A folder with data that configurations may name.</summary>
/// <param name="Name">Name.</param>
/// <param name="Path">As data.path says it.</param>
/// <param name="Cases">Folders or rows in it; a hint, not a check.</param>
sealed record DatasetRow(string Name, string Path, int Cases);
