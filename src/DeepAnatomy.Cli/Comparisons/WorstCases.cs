namespace DeepAnatomy.Cli.Comparisons;

/// <summary>A case in which a model did badly.</summary>
sealed record WorstCase(string Case, string Model, string Structure, double Dice, ErrorPicture Picture);

/// <summary>Finds the worst cases of each model.</summary>
static class WorstCases
{
    const int MostPictures = 8;

    public static IReadOnlyList<WorstCase> Of(Comparison c)
    {
        var all = from one in c.Cases
                  from model in one.Models
                  where model.Path is not null
                  from label in model.Labels.Values
                  where double.IsFinite(label.Dice) && label.Dice < 1 && label.Counts.Reference > 0
                  orderby label.Dice
                  select (one, model, label);
        // At most two of a model, so that one bad model does not fill the gallery; and one structure of a case.
        var chosen = all.DistinctBy(x => (x.one.Name, x.model.Model)).GroupBy(x => x.model.Model).SelectMany(g => g.Take(2)).OrderBy(x => x.label.Dice).Take(MostPictures);
        return [.. chosen.Select(x => new WorstCase(x.one.Name, x.model.Model, x.label.Name, x.label.Dice, ErrorPicture.Of(x.model.Path!, x.one.ReferencePath, x.one.CtPath, x.label.Values, c.Request.Evaluation)))];
    }
}
