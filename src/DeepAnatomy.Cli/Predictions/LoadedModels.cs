using DeepAnatomy.Networks.Models;
using DeepAnatomy.Networks.Models.Cards;
using DeepAnatomy.Networks.NnUnet;
using DeepAnatomy.Networks.PyTorch;
using DeepAnatomy.Torch.Engine;
using DeepAnatomy.Torch.Running;
using DeepAnatomy.Training.Inference;

namespace DeepAnatomy.Cli.Predictions;

/// <summary>The models of a prediction, ready to compute.</summary>
sealed class LoadedModels : IDisposable
{
    readonly List<(string Path, string Name, TileNetwork Network, SegmentationRecipe Recipe)> models = [];

    public IEnumerable<(string Path, string Name)> Models => models.Select(model => (model.Path, model.Name));

    public IEnumerable<EnsembleMember> Members => models.Select(model => new EnsembleMember(model.Network, model.Recipe));

    /// <summary>Opens all models.</summary>
    /// <exception cref="UnreadableModelException">A model cannot be read or does not say how it is used.</exception>
    public static LoadedModels Open(PredictionRequest request, CancellationToken cancellation)
    {
        var loaded = new LoadedModels();
        try
        {
            var card = request.Card is { } file ? ModelCardJson.Read(File.ReadAllBytes(file), file) : null;
            TorchRuntime.Initialise(request.Threads);
            foreach (var path in request.Models)
            {
                cancellation.ThrowIfCancellationRequested();
                loaded.Add(path, card);
            }

            return loaded;
        }
        catch (TorchUnavailableException e)
        {
            loaded.Dispose();
            throw new WorkNotDoneException(e.Message, e);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    public void Dispose() => models.ForEach(model => model.Network.Dispose());

    void Add(string path, ModelCard? given)
    {
        if (!Path.Exists(path))
        {
            throw new UnreadableModelException(path, "there is no such file or folder", "Check the path");
        }

        var (model, card) = Read(path, given);
        var recipe = RecipeReader.Read(path, model.Network, card);
        try
        {
            models.Add((path, card?.Name ?? "", new(model), recipe));
        }
        catch (UnsupportedNetworkException e)
        {
            throw new UnreadableModelException(path, e.Problems);
        }
    }

    static (Model Model, ModelCard? Card) Read(string path, ModelCard? given)
    {
        if (!NnUnetFile.IsFolder(path) && TorchFiles.KindOf(path) != TorchFileKind.Checkpoint)
        {
            return (ModelFile.Open(path).Model, given ?? ModelCardFile.Find(path));
        }

        var read = NnUnetFile.Open(path);
        return (read.Model, given ?? ModelCardFile.Find(path) ?? NnUnetCard.Of(read));
    }
}
