namespace DeepAnatomy.Networks.Drawing;

/// <summary>The ways of the connections between boxes.</summary>
static class EdgePaths
{
    const double Corner = 6, Bow = 16, LaneWidth = 5;

    /// <summary>Ways that fit side by side between two columns.</summary>
    public const int Lanes = 6;

    /// <summary>Path from a line of one box to a line of another.</summary>
    /// <param name="from">The box it leaves.</param>
    /// <param name="source">The line it leaves.</param>
    /// <param name="to">The box it enters.</param>
    /// <param name="target">The line it enters.</param>
    /// <param name="lane">Which of the ways between the columns it takes.</param>
    public static string Between(NodeStack from, GraphNode source, NodeStack to, GraphNode target, int lane)
    {
        var (y0, y1) = (from.MiddleOf(source), to.MiddleOf(target));
        if (to.X >= from.Right)
        {
            return to.X - from.Right < NodeStack.Width
                ? Step(from.Right, y0, to.X, y1, from.Right + 9 + (lane * LaneWidth))
                : Far(from.Right, y0, to.X, y1);
        }

        if (from.X >= to.Right)
        {
            return from.Row == to.Row ? Step(from.X, y0, to.Right, y1, to.Right + 9 + (lane * LaneWidth)) : Wrap(from, to, y0, y1);
        }

        // One above the other.
        return to.Y > from.Bottom
            ? $"M{S(from.X + (NodeStack.Width / 2))} {S(from.Bottom)} V{S(to.Y)}"
            : $"M{S(from.X)} {S(y0)} C{S(from.X - Bow - 8)} {S(y0)} {S(from.X - Bow - 8)} {S(y1)} {S(to.X)} {S(y1)}";
    }

    /// <summary>Bow at the left of a box from one of its lines to a later one.</summary>
    public static string Inside(NodeStack stack, GraphNode source, GraphNode target, int lane)
    {
        var (y0, y1, x) = (stack.MiddleOf(source) + 3, stack.MiddleOf(target) - 2, stack.X);
        var bow = Bow + (lane * 4);
        return $"M{S(x)} {S(y0)} C{S(x - bow)} {S(y0)} {S(x - bow)} {S(y1)} {S(x)} {S(y1)}";
    }

    // Right-angled with round corners, the vertical part at a given place.
    static string Step(double x0, double y0, double x1, double y1, double middle)
    {
        var corner = Math.Min(Corner, Math.Abs(y1 - y0) / 2);
        if (corner < 0.5)
        {
            return $"M{S(x0)} {S(y0)} L{S(x1)} {S(y1)}";
        }

        var (down, along) = (Math.Sign(y1 - y0), Math.Sign(x1 - x0));
        return $"M{S(x0)} {S(y0)} H{S(middle - (along * corner))} Q{S(middle)} {S(y0)} {S(middle)} {S(y0 + (down * corner))} V{S(y1 - (down * corner))} Q{S(middle)} {S(y1)} {S(middle + (along * corner))} {S(y1)} H{S(x1)}";
    }

    static string Far(double x0, double y0, double x1, double y1)
    {
        var reach = Math.Min(120, (x1 - x0) / 2);
        return $"M{S(x0)} {S(y0)} C{S(x0 + reach)} {S(y0)} {S(x1 - reach)} {S(y1)} {S(x1)} {S(y1)}";
    }

    // From the end of one line of boxes to the start of the next.
    static string Wrap(NodeStack from, NodeStack to, double y0, double y1)
    {
        var (right, left, between) = (from.Right + 16, to.X - 18, to.Y - 23);
        return $"M{S(from.Right)} {S(y0)} H{S(right - Corner)} Q{S(right)} {S(y0)} {S(right)} {S(y0 + Corner)} V{S(between - Corner)} Q{S(right)} {S(between)} {S(right - Corner)} {S(between)} H{S(left + Corner)} Q{S(left)} {S(between)} {S(left)} {S(between + Corner)} V{S(y1 - Corner)} Q{S(left)} {S(y1)} {S(left + Corner)} {S(y1)} H{S(to.X)}";
    }

    static string S(double value) => SvgText.N(value);
}
