namespace DeepAnatomy.Operations.Monitoring;

/// <summary>One start or resume of a run.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartStep">The step of the checkpoint it went on from; points of earlier sessions beyond it are superseded.</param>
/// <param name="LastStep">The last step that was reported; <paramref name="StartStep"/> before the first.</param>
/// <param name="Started">Time of its first line.</param>
/// <param name="LastHeard">The latest time of its lines.</param>
/// <param name="State">As last reported: <c>running</c>, <c>stopped</c>, <c>finished</c>, <c>failed</c>; empty before that.</param>
/// <param name="Reason">The reason of the state.</param>
/// <param name="Host">Where it ran; empty where it was not said.</param>
/// <param name="Iterations">Planned iterations of the whole run; 0 where it was not said.</param>
/// <param name="Acknowledged">The largest number up to which every line is kept.</param>
/// <param name="SourceOffset">Bytes of the file it is followed from that are kept; 0 where it is not followed.</param>
public sealed record Session(int Number, long StartStep, long LastStep, DateTimeOffset Started, DateTimeOffset LastHeard, string State, string Reason, string Host, long Iterations, long Acknowledged, long SourceOffset);
