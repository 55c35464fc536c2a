using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Layers;

/// <summary>From the record of a layer to what computes it.</summary>
static class LayerDispatch
{
    /// <summary>The executable, or null when the layer was refused.</summary>
    public static Executable? Create(Layer layer, LayerContext context) => layer switch
    {
        _ => Unknown(context),
    };

    static Executable? Unknown(LayerContext context)
    {
        context.Refuse("cannot be computed here; replace it by supported layers in Keras and save the model again");
        return null;
    }
}
