using System.Collections.Immutable;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Which sessions are drawn, and how.</summary>
/// <param name="IsEffective">One line of the points that count, over all sessions; what is superseded apart. Otherwise one line for every session.</param>
/// <param name="Picked">Numbers of the sessions; empty for all.</param>
public readonly record struct SessionChoice(bool IsEffective, ImmutableArray<int> Picked)
{
    /// <summary>The line that counts.</summary>
    public static SessionChoice Effective => new(true, []);

    /// <summary>Every session by itself.</summary>
    public static SessionChoice All => new(false, []);
}
