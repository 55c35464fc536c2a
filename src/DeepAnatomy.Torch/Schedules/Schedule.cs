using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAnatomy.Networks.Graph;

namespace DeepAnatomy.Torch.Schedules;

/// <summary>A learning rate that depends on the step, computed in single precision as Keras does.</summary>
public abstract class Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Steps done before, from 0; with gradient accumulation every batch counts.</param>
    public abstract float At(long step);

    /// <summary>True for a number that never changes by itself.</summary>
    public virtual bool IsConstant => false;

    /// <summary>Creates what stands under <c>learning_rate</c>: a number or a serialised schedule.</summary>
    /// <param name="learningRate">The JSON; null for <paramref name="otherwise"/>.</param>
    /// <param name="otherwise">Default of the optimizer.</param>
    /// <exception cref="ArgumentException">The schedule or one of its settings is not known.</exception>
    public static Schedule Create(JsonNode? learningRate, double otherwise) => learningRate switch
    {
        null => new Constant((float)otherwise),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => new Constant((float)double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => Create(ConfigObject.Read(learningRate, "keras.optimizers.schedules")),
    };

    /// <summary>Creates the schedule that Keras serialised.</summary>
    /// <param name="source">Class of Keras with its settings.</param>
    /// <exception cref="ArgumentException">The schedule or one of its settings is not known.</exception>
    public static Schedule Create(ConfigObject source)
    {
        var settings = new ObjectSettings(source);
        Schedule schedule = ConfigObject.Key(source.ClassName) switch
        {
            "exponentialdecay" => new ExponentialDecay(settings),
            "inversetimedecay" => new InverseTimeDecay(settings),
            "polynomialdecay" => new PolynomialDecay(settings),
            "cosinedecay" => new CosineDecay(settings),
            "cosinedecayrestarts" => new CosineDecayRestarts(settings),
            "piecewiseconstantdecay" => new PiecewiseConstantDecay(settings),
            _ => throw new ArgumentException($"The learning-rate schedule {source.ClassName} is not known."),
        };
        settings.RefuseRest();
        return schedule;
    }

    private protected static float Required(ObjectSettings settings, string key) =>
        (float)(settings.OptionalNumber(key) ?? throw new ArgumentException($"{settings.Source.ClassName} needs '{key}'."));
}
