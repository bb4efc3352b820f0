using System.Buffers;
using System.Collections.Frozen;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>curl</c> that ask hosts something and print the answer: nothing is sent but the address and what kind of answer is wanted, nothing is written.</summary>
internal static class CurlReading
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("sSLfiI#v46");
    private static readonly FrozenSet<string> Options = new[] { "--silent", "--show-error", "--location", "--fail", "--include", "--head", "--compressed", "--no-progress-meter" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Numbers = new[] { "-m", "--max-time", "--connect-timeout", "--retry", "--retry-delay", "--max-redirs" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Headers = ["Accept:", "X-GitHub-Api-Version:", "User-Agent:"];

    /// <summary>Whether it only asks hosts that give nothing away.</summary>
    /// <param name="arguments">All that stands behind <c>curl</c>.</param>
    /// <param name="denied">Hosts that settings deny.</param>
    public static bool Is(IReadOnlyList<ShellWord> arguments, HostList denied)
    {
        var urls = 0;
        for (var i = 0; i < arguments.Count; i++)
        {
            // A question mark in an address makes a pattern of it, which as good as never is a file's name; a shell that finds one gives that.
            var (word, next) = (arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : default);
            if (ReadingHosts.Answer(word.Text, denied) && !word.Has(WordTraits.Dynamic | WordTraits.Braces | WordTraits.Tilde))
                urls++;
            else if (!word.IsLiteral)
                return false;
            else if (Numbers.Contains(word.Text) && next.IsLiteral && next.Text is { Length: > 0 } number && number.All(char.IsAsciiDigit))
                i++;
            else if (word.Text is "-H" or "--header" && next.IsLiteral && next.Text is { } header && Array.Exists(Headers, h => header.StartsWith(h, StringComparison.OrdinalIgnoreCase)))
                i++;
            else if (word.Text is "-o" or "--output" && next is { IsLiteral: true, Text: "/dev/null" })
                i++;
            else if (!Options.Contains(word.Text) && !(word.Text is ['-', not '-', ..] && !word.Text.AsSpan(1).ContainsAnyExcept(Letters)))
                return false;
        }

        return urls > 0;
    }
}
