using System.Collections.Concurrent;

namespace DeepAnatomy.Server.Accounts;

/// <summary>Slows down guessing of passwords: by name, wherever it comes from, and by address, whatever the name.</summary>
sealed class LoginLimiter(TimeProvider clock)
{
    const int FailuresByName = 8, FailuresByAddress = 30, MostKeys = 10_000;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> failures = new();

    /// <summary>How long to wait before the next try; null when one may try now.</summary>
    public TimeSpan? Wait(string name, string address) => Wait("n:" + name.Trim().ToUpperInvariant(), FailuresByName) ?? Wait("a:" + address, FailuresByAddress);

    /// <summary>Remembers a failure.</summary>
    public void Failed(string name, string address)
    {
        if (failures.Count > MostKeys)
        {
            foreach (var (key, _) in failures.Where(entry => Pruned(entry.Value) == 0))
            {
                failures.TryRemove(key, out _);
            }
        }

        foreach (var key in new[] { "n:" + name.Trim().ToUpperInvariant(), "a:" + address })
        {
            var queue = failures.GetOrAdd(key, _ => new());
            lock (queue)
            {
                queue.Enqueue(clock.GetUtcNow());
            }
        }
    }

    /// <summary>Forgets the failures of a name that signed in.</summary>
    public void Succeeded(string name) => failures.TryRemove("n:" + name.Trim().ToUpperInvariant(), out _);

    TimeSpan? Wait(string key, int most)
    {
        if (!failures.TryGetValue(key, out var queue) || Pruned(queue) < most)
        {
            return null;
        }

        lock (queue)
        {
            return queue.TryPeek(out var oldest) ? oldest + Window - clock.GetUtcNow() : null;
        }
    }

    int Pruned(Queue<DateTimeOffset> queue)
    {
        lock (queue)
        {
            while (queue.TryPeek(out var oldest) && clock.GetUtcNow() - oldest > Window)
            {
                queue.Dequeue();
            }

            return queue.Count;
        }
    }
}
