using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>Rows of a table by their number.</summary>
sealed class EmbeddingExecutable(LayerContext context) : Executable
{
    readonly torch.Tensor table = context.Weight(0).Tensor;

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var rows = inputs[0].to_type(torch.ScalarType.Int64);
        return [table.index_select(0, rows.reshape(-1)).reshape([.. rows.shape, table.shape[1]])];
    }
}
