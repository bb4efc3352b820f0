using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>ps</c> that tell what runs, and not with which environment: that is an <c>e</c> without a hyphen.</summary>
internal static class ProcessReading
{
    private static readonly SearchValues<char> _whose = SearchValues.Create("uUgGptqs");

    /// <summary>Why these arguments may tell more, or null.</summary>
    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        var (isValue, saysAll, saysWhose) = (false, false, false);
        foreach (var word in words)
        {
            var text = word.Text;
            if (!word.IsLiteral || text.Contains("env", StringComparison.OrdinalIgnoreCase) || !isValue && (text.Contains('E') || !text.StartsWith('-') && text.Contains('e')))
                return $"ps {text} may tell the environment of what runs";
            var isOption = !isValue && text is ['-', not '-', ..];
            saysAll |= isOption && text.Contains('e');
            saysWhose |= isOption && text.AsSpan().ContainsAny(_whose);
            isValue = !isValue && WordTable.Has("-o o -eo -ao -Ao axo -axo -efo -C", text);
        }

        // Whose user is not known it takes for the other style, in which an e is the environment after all.
        return saysAll && saysWhose ? "ps may take -e for the environment" : null;
    }
}
