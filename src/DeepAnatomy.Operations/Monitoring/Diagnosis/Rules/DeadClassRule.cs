namespace DeepAnatomy.Operations.Monitoring.Diagnosis.Rules;

/// <summary>H11: after a fifth of the plan the smoothed metric of a class has been below 0.01 for a window of epochs; or it was never a number: the class does not occur in the validation cases.</summary>
sealed class DeadClassRule() : Rule("H11", 1)
{
    const double Dead = 0.01;
    readonly Dictionary<string, State> classes = [];

    public override void OnRewind(RunReading run, long step)
    {
        foreach (var (name, state) in classes)
        {
            Clear(step, name);
            state.InRow = 0;
        }
    }

    public override void OnEpoch(RunReading run)
    {
        var epochs = run.Epochs;
        foreach (var one in epochs.Last.Classes)
        {
            if (!classes.TryGetValue(one.Name, out var state))
            {
                classes[one.Name] = state = new() { First = epochs.Last.Step };
            }

            state.Smooth = state.Smooth.With(one.Value, epochs.Weight, epochs.Last.Number);
            state.Readings++;
            state.InRow = state.Smooth.Count == 0 || state.Smooth.Value < Dead ? state.InRow + 1 : 0;
            if (state.InRow == 1)
            {
                state.First = epochs.Last.Step;
            }

            if (state.InRow >= epochs.Window && epochs.Share >= 0.2)
            {
                Report(epochs.Last.Step, one.Name, state, isAbsent: state.Smooth.Count == 0);
            }
            else if (state.Smooth.Value > 2 * Dead)
            {
                Clear(epochs.Last.Step, one.Name);
            }
        }
    }

    void Report(long step, string name, State state, bool isAbsent) =>
        RaiseAbout(name, FindingSeverity.Warning, state.First, step, [$"case_dice.{name}"], isAbsent
            ? new(
                $"The class {name} does not occur in any validation case.", "Check the split of the dataset and the names of the labels.",
                $"Die Klasse {name} kommt in keinem Validierungsfall vor.", "Die Aufteilung des Datensatzes und die Namen der Labels prüfen.")
            : new(
                $"The class {name} is never found: its metric has been {Say.En(state.Smooth.Value)} for {state.InRow} epochs.", "Check its labels, how often it occurs in the patches, and its weight in the loss.",
                $"Die Klasse {name} wird nie gefunden: Ihre Metrik ist seit {state.InRow} Epochen {Say.De(state.Smooth.Value)}.", "Ihre Labels, ihre Häufigkeit in den Ausschnitten und ihr Gewicht im Loss prüfen."),
            ("epochs", state.InRow), ("metric", state.Smooth.Value));

    sealed class State
    {
        public Smoothed Smooth { get; set; }

        public int Readings { get; set; }

        public int InRow { get; set; }

        public long First { get; set; }
    }
}
