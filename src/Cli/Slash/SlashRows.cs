namespace Pith.Cli.Slash;

/// <summary>Names with what is said of each: beside each other where there is room, else under each other.</summary>
/// <param name="call">Prints, and knows the width.</param>
/// <param name="nameWidth">Columns of the longest name.</param>
/// <param name="widest">Columns of a row that should not be broken.</param>
internal sealed class SlashRows(SlashCall call, int nameWidth, int widest)
{
    private const int Margin = 2;

    /// <summary>Whether rows stand beside each other.</summary>
    public bool IsWide => call.Width >= Math.Min(Margin + nameWidth + widest, SlashCall.UsualWidth);

    /// <summary>Prints one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="says">What stands beside it, aligned as columns are.</param>
    /// <param name="below">What stands under it where there is no room; the same where it is not given.</param>
    public void Print(string name, string says, string? below = null)
    {
        if (IsWide)
        {
            call.Print($"  {name.PadRight(nameWidth)}{says}");
            return;
        }

        call.Print($"  {name.TrimEnd()}");
        if ((below ?? says).Trim() is { Length: > 0 } under)
            call.Print($"    {under}");
    }
}
