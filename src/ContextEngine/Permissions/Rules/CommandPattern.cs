namespace Pith.Permissions.Rules;

/// <summary>
/// The specifier of a Bash rule. <c>*</c> stands for anything; a trailing <c> *</c>, which may be written <c>:*</c>, also for
/// nothing, at the border of a word: <c>ls *</c> is <c>ls</c> and <c>ls -l</c>, never <c>lsof</c>; <c>ls*</c> is all three.
/// </summary>
internal readonly record struct CommandPattern(string Text, bool HasBorder)
{
    /// <summary>Whether it says one command and no other.</summary>
    public bool IsExact => !HasBorder && !Text.Contains('*');

    public static CommandPattern Of(string specifier) =>
        specifier.EndsWith(":*", StringComparison.Ordinal) ? new(specifier[..^2], true)
        : specifier.EndsWith(" *", StringComparison.Ordinal) ? new(specifier[..^2], true)
        : new(specifier, false);

    /// <summary>Whether it might match a command that begins so and goes on in a way nobody can tell.</summary>
    public bool MayMatch(string beginning)
    {
        var star = Text.IndexOf('*', StringComparison.Ordinal);
        var certain = star < 0 ? Text : Text[..star];
        return certain.StartsWith(beginning + " ", StringComparison.Ordinal) || star >= 0 && beginning.StartsWith(certain, StringComparison.Ordinal);
    }

    public bool Matches(ReadOnlySpan<char> command)
    {
        if (!HasBorder)
            return IsExact ? command.SequenceEqual(Text) : Glob.Matches(Text, command);
        if (!Text.Contains('*'))
            return command.StartsWith(Text) && (command.Length == Text.Length || command[Text.Length] == ' ');
        return Glob.Matches(Text, command) || Glob.Matches(Text + " *", command);
    }
}
