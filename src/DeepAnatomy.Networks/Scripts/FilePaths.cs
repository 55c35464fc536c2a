namespace DeepAnatomy.Networks.Scripts;

/// <summary>What to say about the name of a model file.</summary>
static class FilePaths
{
    const string NoEnding = "Keras 3 refuses a path without .keras or .h5; model.export writes a SavedModel.";

    public static void Save(HintList hints, PythonToken at, string file)
    {
        if (Ends(file, ".h5", ".hdf5"))
        {
            hints.Add(at, $"\"{file}\"", $"\"{Stem(file)}.keras\"", "HDF5 is the legacy format; .keras keeps everything.", HintSeverity.Advice);
        }
        else if (!Ends(file, ".keras"))
        {
            hints.Add(at, $"\"{file}\"", $"\"{Stem(file)}.keras\"", NoEnding, HintSeverity.Error);
        }
    }

    public static void SaveWeights(HintList hints, PythonToken at, string file)
    {
        if (!Ends(file, ".weights.h5"))
        {
            hints.Add(at, $"\"{file}\"", $"\"{Stem(file)}.weights.h5\"", "Files of weights must end in .weights.h5.", HintSeverity.Error);
        }
    }

    public static void Load(HintList hints, PythonToken at, string file)
    {
        if (!Ends(file, ".keras", ".h5", ".hdf5"))
        {
            hints.Add(at, $"\"{file}\"", "keras.layers.TFSMLayer(path, call_endpoint=\"serving_default\")", "SavedModel folders are no longer loaded as models.", HintSeverity.Error);
        }
    }

    public static void LoadWeights(HintList hints, PythonToken at, string file)
    {
        if (!Ends(file, ".h5", ".hdf5", ".keras"))
        {
            hints.Add(at, $"\"{file}\"", $"\"{Stem(file)}.weights.h5\"", "TensorFlow checkpoints are no longer read; save the weights again with the old version.", HintSeverity.Error);
        }
    }

    static bool Ends(string file, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    static string Stem(string file)
    {
        foreach (var ending in new[] { ".weights.h5", ".h5", ".hdf5", ".ckpt", ".tf", ".pb" })
        {
            if (Ends(file, ending))
            {
                return file[..^ending.Length];
            }
        }

        return file.TrimEnd('/');
    }
}
