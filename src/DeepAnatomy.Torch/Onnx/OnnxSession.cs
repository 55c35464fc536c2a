using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepAnatomy.Networks.Arrays;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Torch.Running;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepAnatomy.Torch.Onnx;

/// <summary>An ONNX model, run by ONNX Runtime on the processor.</summary>
public sealed class OnnxSession : IRunnableModel
{
    readonly InferenceSession session;
    readonly RunOptions options = new();

    OnnxSession(InferenceSession session) => this.session = session;

    /// <inheritdoc/>
    public string Format => "onnx";

    /// <inheritdoc/>
    public ImmutableArray<string> InputNames => [.. session.InputNames];

    /// <summary>Names of the outputs in order.</summary>
    public ImmutableArray<string> OutputNames => [.. session.OutputNames];

    /// <summary>Opens a model.</summary>
    /// <param name="path">The <c>.onnx</c> file.</param>
    /// <param name="threads">Threads to compute with; null for all cores.</param>
    /// <exception cref="UnreadableModelException">It is no such file, or ONNX Runtime cannot run it.</exception>
    public static OnnxSession Open(string path, int? threads = null) => Open(path, () =>
    {
        using var settings = Settings(threads);
        return new InferenceSession(path, settings);
    });

    /// <summary>Opens a model in memory.</summary>
    /// <param name="model">Content of an <c>.onnx</c> file.</param>
    /// <param name="threads">Threads to compute with; null for all cores.</param>
    /// <exception cref="UnreadableModelException">ONNX Runtime cannot run it.</exception>
    public static OnnxSession Open(byte[] model, int? threads = null) => Open("the ONNX model", () =>
    {
        using var settings = Settings(threads);
        return new InferenceSession(model, settings);
    });

    /// <inheritdoc/>
    public ImmutableArray<NdArray> Run(IReadOnlyList<NdArray> inputs, CancellationToken cancellation = default)
    {
        var names = session.InputNames;
        if (inputs.Count != names.Count)
        {
            throw new ArgumentException($"The model takes {names.Count} inputs, not {inputs.Count}.", nameof(inputs));
        }

        OrtValue[] values = [.. inputs.Select((array, index) => ToValue(array, session.InputMetadata[names[index]].ElementDataType))];
        using var stop = cancellation.Register(() => options.Terminate = true);
        try
        {
            using var outputs = session.Run(options, names, values, session.OutputNames);
            return [.. outputs.Select(ToArray)];
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ArgumentException($"The inputs do not fit the model: {e.Message}", nameof(inputs), e);
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
    }

    static OnnxSession Open(string path, Func<InferenceSession> open)
    {
        try
        {
            return new(open());
        }
        catch (OnnxRuntimeException e)
        {
            throw new UnreadableModelException(path, "ONNX Runtime cannot run the model", $"Check that it is a complete ONNX file ({FirstLine(e.Message)})", e);
        }
    }

    static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('.', ' ');

    static SessionOptions Settings(int? threads)
    {
        var settings = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

        // Threads that wait without sleeping stop each other where the machine does something else as well.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (threads is { } count)
        {
            settings.IntraOpNumThreads = count;
        }

        return settings;
    }

    static OrtValue ToValue(NdArray array, TensorElementType wanted)
    {
        long[] shape = [.. array.Shape.Select(size => (long)size)];
        return wanted switch
        {
            TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(array.ToFloats(), shape),
            TensorElementType.Double => OrtValue.CreateTensorValueFromMemory(Convert(array, value => value), shape),
            TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(Convert(array, value => (Float16)(float)value), shape),
            TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(Convert(array, value => (long)value), shape),
            TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Convert(array, value => (int)value), shape),
            TensorElementType.UInt8 => OrtValue.CreateTensorValueFromMemory(Convert(array, value => (byte)value), shape),
            TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(Convert(array, value => value != 0), shape),
            _ => throw new ArgumentException($"The model takes elements of type {wanted}, which is not supported."),
        };
    }

    static T[] Convert<T>(NdArray array, Func<double, T> convert)
    {
        var result = new T[array.Count];
        for (var index = 0; index < result.Length; index++)
        {
            result[index] = convert(array[index]);
        }

        return result;
    }

    static NdArray ToArray(OrtValue value)
    {
        var information = value.GetTensorTypeAndShape();
        ImmutableArray<int> shape = [.. information.Shape.Select(size => (int)size)];
        return information.ElementDataType switch
        {
            TensorElementType.Float => Copy<float>(value, ElementType.Float32, shape),
            TensorElementType.Double => Copy<double>(value, ElementType.Float64, shape),
            TensorElementType.Float16 => Copy<Float16>(value, ElementType.Float16, shape),
            TensorElementType.BFloat16 => Copy<BFloat16>(value, ElementType.BFloat16, shape),
            TensorElementType.Int64 => Copy<long>(value, ElementType.Int64, shape),
            TensorElementType.Int32 => Copy<int>(value, ElementType.Int32, shape),
            TensorElementType.Int16 => Copy<short>(value, ElementType.Int16, shape),
            TensorElementType.Int8 => Copy<sbyte>(value, ElementType.Int8, shape),
            TensorElementType.UInt8 => Copy<byte>(value, ElementType.UInt8, shape),
            TensorElementType.Bool => Copy<bool>(value, ElementType.Boolean, shape),
            var other => throw new InvalidOperationException($"The model gives elements of type {other}, which is not supported."),
        };
    }

    static NdArray Copy<T>(OrtValue value, ElementType type, ImmutableArray<int> shape)
        where T : unmanaged => new(type, shape, MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<T>()).ToArray());
}
