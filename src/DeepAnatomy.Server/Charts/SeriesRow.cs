namespace DeepAnatomy.Server.Charts;

/// <summary>Numbers about a series; those that are not finite are null.</summary>
sealed record SeriesRow(string Name, long Points, long LastStep, double? LastValue, double? Min, double? Max, double? Best, long? BestStep, string Unit, long NonFinite);
