using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.Keras;

/// <summary>Reading ends with a result or with one kind of error, whatever a file holds.</summary>
static class Guarded
{
    /// <summary>Runs one reading.</summary>
    /// <exception cref="UnreadableModelException">Whatever went wrong with the content.</exception>
    public static T Run<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or FormatException or IndexOutOfRangeException or InvalidOperationException or InvalidDataException
            or KeyNotFoundException or NotSupportedException or NullReferenceException or EndOfStreamException or InsufficientExecutionStackException or InvalidCastException)
        {
            throw new UnreadableModelException(path, $"its content contradicts itself ({e.Message.TrimEnd('.')})", "Save the model again with Keras", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnreadableModelException(path, "it may not be read", "Give yourself the right to read it", e);
        }
    }
}
