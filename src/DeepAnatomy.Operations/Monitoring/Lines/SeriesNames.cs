using System.Text;
using System.Text.Json;

namespace DeepAnatomy.Operations.Monitoring.Lines;

/// <summary>The names of a run's series, numbered as they appear. One thread adds, others may read meanwhile.</summary>
sealed class SeriesNames
{
    public const int MaximumCount = 20_000;
    public const int MaximumLength = 250;
    readonly Lock guard = new();
    readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    readonly List<string> names = [];
    readonly List<byte[]> bytes = [];

    public int Count
    {
        get
        {
            lock (guard)
            {
                return names.Count;
            }
        }
    }

    public string this[int id]
    {
        get
        {
            lock (guard)
            {
                return names[id];
            }
        }
    }

    public int? Find(string name)
    {
        lock (guard)
        {
            return ids.TryGetValue(name, out var id) ? id : null;
        }
    }

    /// <summary>Number of the property's name that was just read. Lines name the same values in the same order, so a guess mostly holds.</summary>
    /// <param name="reader">Stands on a property name.</param>
    /// <param name="guess">Number to try first; any value.</param>
    /// <returns>The number; -1 where there is no room for another name, -2 where the name is too long or empty.</returns>
    public int IdOf(ref Utf8JsonReader reader, int guess)
    {
        if ((uint)guess < (uint)bytes.Count && reader.ValueTextEquals(bytes[guess]))
        {
            return guess;
        }

        return Add(reader.GetString()!);
    }

    /// <inheritdoc cref="IdOf"/>
    public int Add(string name)
    {
        if (ids.TryGetValue(name, out var id))
        {
            return id;
        }

        var utf8 = Encoding.UTF8.GetBytes(name);
        if (utf8.Length is 0 or > MaximumLength)
        {
            return -2;
        }

        if (names.Count >= MaximumCount)
        {
            return -1;
        }

        lock (guard)
        {
            ids.Add(name, names.Count);
            names.Add(name);
            bytes.Add(utf8);
            return names.Count - 1;
        }
    }
}
