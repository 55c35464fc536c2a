using DeepAnatomy.Operations.Monitoring.Columns;

namespace DeepAnatomy.Operations.Monitoring.Charts;

/// <summary>Where a point lies along the axis. Never falls where steps and times do not.</summary>
abstract class AxisScale
{
    /// <summary>Whether it follows the time instead of the step.</summary>
    public virtual bool IsOfTime => false;

    /// <param name="slice">Points.</param>
    /// <param name="index">Which of them.</param>
    public abstract double At(Slice slice, int index);
}
