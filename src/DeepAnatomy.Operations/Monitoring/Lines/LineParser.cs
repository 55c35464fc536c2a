using System.Text.Json;
using System.Text.Unicode;

namespace DeepAnatomy.Operations.Monitoring.Lines;

/// <summary>Reads lines of the run protocol.</summary>
sealed class LineParser(SeriesNames names)
{
    public const int MaximumLineLength = 1 << 20;
    const long MaximumStep = 1L << 53;
    const int MaximumSession = 1_000_000;

    /// <summary>What the last call read.</summary>
    public ParsedLine Line { get; } = new();

    /// <summary>Reads one line.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public string? Read(ReadOnlySpan<byte> json)
    {
        Line.Clear();
        if (!Utf8.IsValid(json))
        {
            return "It is not valid UTF-8";
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return "It is not a JSON object";
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Field(ref reader) is { } wrong)
                {
                    return wrong;
                }
            }

            // Reads on to the end, so that something behind the object is noticed.
            reader.Read();
            return Missing();
        }
        catch (JsonException error)
        {
            return $"It is not JSON ({FirstSentence(error.Message)})";
        }
        catch (InvalidOperationException)
        {
            return "A text in it holds half of a pair of surrogates";
        }
    }

    static string FirstSentence(string text) => text.Split(['.', '\n'], 2)[0];

    string? Field(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("seq"u8))
        {
            var wrong = Whole(ref reader, "seq", 1, MaximumStep, out var seq);
            Line.Seq = seq;
            return wrong;
        }

        if (reader.ValueTextEquals("session"u8))
        {
            var wrong = Whole(ref reader, "session", 1, MaximumSession, out var session);
            Line.Session = (int)session;
            return wrong;
        }

        if (reader.ValueTextEquals("step"u8))
        {
            var wrong = Whole(ref reader, "step", 0, MaximumStep, out var step);
            Line.Step = step;
            return wrong;
        }

        if (reader.ValueTextEquals("kind"u8))
        {
            return Kind(ref reader);
        }

        if (reader.ValueTextEquals("time"u8))
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var time))
            {
                return "\"time\" is not a time as ISO 8601 writes it";
            }

            Line.Time = time.UtcTicks;
            return null;
        }

        if (reader.ValueTextEquals("values"u8))
        {
            return Values(ref reader);
        }

        reader.Read();
        reader.Skip();
        return null;
    }

    static string? Whole(ref Utf8JsonReader reader, string name, long least, long most, out long value)
    {
        value = 0;
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value) && value >= least && value <= most
            ? null
            : $"\"{name}\" is not a whole number from {least} to {most}";
    }

    string? Kind(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return "\"kind\" is not a text";
        }

        Line.Kind = reader.ValueTextEquals("points"u8) ? "points" : reader.ValueTextEquals("epoch"u8) ? "epoch" : reader.GetString()!;
        return Line.Kind.Length is > 0 and <= 64 ? null : "\"kind\" is empty or longer than 64 letters";
    }

    string? Values(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "\"values\" is not an object";
        }

        var guess = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = names.IdOf(ref reader, guess);
            if (id < 0)
            {
                return id == -1 ? $"It names more than {SeriesNames.MaximumCount} series" : $"A name in \"values\" is empty or longer than {SeriesNames.MaximumLength} bytes";
            }

            guess = id + 1;
            reader.Read();
            if (Number(ref reader) is not { } value)
            {
                return $"The value of \"{names[id]}\" is not a number";
            }

            Line.Add(id, value);
        }

        return null;
    }

    // Null stands for what is not finite; the three texts are what some JSON writers make of them.
    static double? Number(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("NaN"u8) => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => double.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => double.NegativeInfinity,
        _ => null,
    };

    string? Missing() =>
        Line.Seq < 0 ? "It has no \"seq\""
        : Line.Session < 0 ? "It has no \"session\""
        : Line.Kind.Length == 0 ? "It has no \"kind\""
        : Line.Time == long.MinValue ? "It has no \"time\""
        : Line.IsPoints && Line.Step < 0 ? "It has no \"step\""
        : null;
}
