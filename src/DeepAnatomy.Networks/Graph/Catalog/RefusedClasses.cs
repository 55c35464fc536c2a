using DeepAnatomy.Networks.Documents;

namespace DeepAnatomy.Networks.Graph.Catalog;

/// <summary>Why a class is refused and what can be done instead.</summary>
static class RefusedClasses
{
    /// <summary>The reason, one or two sentences without the last full stop.</summary>
    /// <param name="className">The class that is not in the catalogue.</param>
    public static string Reason(string className) => className switch
    {
        "Lambda" => "the class 'Lambda' holds Python code, which is never run. Replace it by built-in layers or operations (keras.ops) and save the model again",
        "Masking" => "the class 'Masking' is not supported: masks are not passed on. Pad sequences to one length and leave the layer out",
        "RNN" or "StackedRNNCells" => $"the class '{className}' with cells is not supported. Use LSTM, GRU, SimpleRNN or ConvLSTM layers",
        "TFOpLambda" or "SlicingOpLambda" or "TensorFlowOpLayer" or "ClassMethod" or "InstanceProperty" => $"the TensorFlow operation behind '{className}' is not supported. Replace it by an operation of keras.ops and save the model with Keras 3",
        "TFSMLayer" or "TorchModuleWrapper" or "FlaxLayer" or "JaxLayer" => $"the class '{className}' wraps foreign code, which is never run. Rebuild the part from built-in layers",
        "LocallyConnected1D" or "LocallyConnected2D" or "CuDNNLSTM" or "CuDNNGRU" or "RandomFourierFeatures" => $"the class '{className}' was removed from Keras 3. Rebuild the part from the layers of Keras 3",
        _ when className.StartsWith("Random", StringComparison.Ordinal) => $"the class '{className}' augments images and does not belong into a model that is run. Save the model without it",
        _ => $"the class '{className}' is not supported{(NearestName.Of(className, LayerCatalog.ClassNames) is { } near ? $"; did you mean '{near}'?" : ".")} Rebuild the layer from supported ones",
    };
}
