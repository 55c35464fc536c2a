namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Where a point lies along the axis. Never falls where steps and times do not.</summary>
abstract class AxisScale
{
    /// <summary>Whether it follows the time instead of the step.</summary>
    public virtual bool IsOfTime => false;

    public abstract double At(long step, long time, int session);
}
