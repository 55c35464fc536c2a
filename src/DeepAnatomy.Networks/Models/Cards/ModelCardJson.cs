using System.Text.Json;
using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Models.Cards;

/// <summary>Model cards as JSON: reads with all problems at once, writes the same bytes for the same card.</summary>
public static class ModelCardJson
{
    /// <summary>Reads a card.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="path">Name for messages.</param>
    /// <exception cref="InvalidDocumentException">It is not a card; holds all problems with their lines.</exception>
    public static ModelCard Read(ReadOnlySpan<byte> json, string path)
    {
        var problems = new ProblemList();
        var card = DocumentParser.Parse(json, problems) is { } root ? (ModelCard?)new RecordReader(problems).Record(typeof(ModelCard), root, "") : null;
        if (card is not null && problems.IsEmpty)
        {
            ModelCardRules.Check(card, problems);
        }

        return problems.IsEmpty ? card! : throw new InvalidDocumentException(path, problems.Sorted());
    }

    /// <summary>The card as UTF-8 without a byte order mark, ending with a line feed.</summary>
    /// <param name="card">The card.</param>
    public static byte[] ToBytes(ModelCard card) => RecordWriter.ToBytes(json => RecordWriter.Write(json, card));

    /// <summary>The schema of the form: the text of <c>contracts/model-card.schema.json</c>.</summary>
    public static string Schema() => SchemaText.Of("model-card.schema.json", "Model card", "What a model is, takes, gives and is worth. Lies as assets/model-card.json inside a .keras file, as NAME.card.json beside others.", RecordSchema.Of(typeof(ModelCard)));
}
