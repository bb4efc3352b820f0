namespace Pith.Permissions.Shell;

/// <summary>
/// A place where the shell evaluates a value as an expression. A value such as <c>a[$(id)]</c> runs a command there that stands
/// nowhere in the text, so such a place is safe only where the value is known to be a number.
/// </summary>
/// <param name="What">What is evaluated.</param>
/// <param name="At">The place, in UTF-16 units from the start.</param>
public readonly record struct Evaluation(string What, int At)
{
    /// <summary>What is no value, but never ends.</summary>
    internal const string Circle = "a function that calls itself";
}
