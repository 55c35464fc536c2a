namespace DeepAnatomy.Cli.Trainings;

/// <summary>Passes reports on at once, on the thread that makes them.</summary>
sealed class Relay<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
