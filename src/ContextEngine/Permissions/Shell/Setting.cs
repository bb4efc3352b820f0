namespace Pith.Permissions.Shell;

/// <summary>A variable that is set by other means than a plain assignment: a loop, an expression, <c>${x:=…}</c>, a builtin, a descriptor.</summary>
/// <param name="Name">The variable.</param>
/// <param name="At">The place, in UTF-16 units from the start.</param>
/// <param name="Values">The words that a loop goes through; null of everything else, whose values nobody can tell.</param>
public readonly record struct Setting(string Name, int At, IReadOnlyList<ShellWord>? Values = null)
{
    /// <summary>Where the loop ends; 0 where there is none.</summary>
    public int Until { get; init; }
}
