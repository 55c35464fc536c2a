namespace DeepAnatomy.Server.Accounts;

/// <summary>The one-time word by which the first administrator is made; new at every start, void once used.</summary>
sealed class SetupLink
{
    string? word = Secrets.NewWord();

    /// <summary>The word, or null when it was used.</summary>
    public string? Word => word;

    /// <summary>Uses the word; true once.</summary>
    public bool Use(string given)
    {
        var present = word;
        return present is not null && Secrets.AreEqual(present, given) && Interlocked.CompareExchange(ref word, null, present) == present;
    }

    /// <summary>Makes the word good again after a refused name or password.</summary>
    public void Restore(string given) => word = given;
}
