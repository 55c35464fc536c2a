using System.Text.Json;
using DeepAnatomy.Networks.Keras;
using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Training.Loop;

namespace DeepAnatomy.Training.Runs;

/// <summary>A checkpoint: a <c>.keras</c> file with weights, state of the optimizer, model card and state of the loop, so that all are of one moment.</summary>
/// <param name="Model">Network, weights and state of the optimizer.</param>
/// <param name="Loop">Where the training stands.</param>
public sealed record Checkpoint(Model Model, LoopState Loop)
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="card">The card of the model.</param>
    /// <param name="date">Time of saving.</param>
    public void Write(string path, ModelCard card, DateTimeOffset date) => KerasWriter.Write(
        Model,
        path,
        date,
        [new(LoopState.Member, Loop.ToBytes()), new(ModelCardFile.Member, ModelCardJson.ToBytes(card))]);

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="UnreadableModelException">The file is damaged, or no checkpoint of a training.</exception>
    public static Checkpoint Read(string path)
    {
        var model = KerasReader.Read(path).Model;
        var state = KerasAssets.Read(path, LoopState.Member)
            ?? throw new UnreadableModelException(path, "it holds no state of a training", "To start from its weights, name it in start.weights");
        try
        {
            return new(model, LoopState.Read(state));
        }
        catch (JsonException error)
        {
            throw new UnreadableModelException(path, "the state of the training in it is damaged", "Start anew from its weights (start.weights)", error);
        }
    }
}
