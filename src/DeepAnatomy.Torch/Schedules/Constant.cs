namespace DeepAnatomy.Torch.Schedules;

/// <summary>The same learning rate at every step.</summary>
sealed class Constant(float rate) : Schedule
{
    public override bool IsConstant => true;

    public override float At(long step) => rate;
}
