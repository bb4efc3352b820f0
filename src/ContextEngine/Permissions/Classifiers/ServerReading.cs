using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pith.Permissions.Classifiers;

/// <summary>
/// Whether a server's tool only reads, as far as its server or, where that says nothing, its name tells. That server was approved and runs with
/// the person's rights whether or not it is called, so its word is as good as it is itself; what is held here is what a model makes a good one do.
/// </summary>
public static partial class ServerReading
{
    /// <summary>With a scheme, with its host alone, or as ssh has it; the host may stand without anything before it.</summary>
    [GeneratedRegex(@"://|^\s*//|^\S+@\S+:|^\s*[\w-]+(?:\.[\w-]+)+(?::\d+)?/", RegexOptions.CultureInvariant)]
    private static partial Regex Address { get; }

    private static readonly SearchValues<char> Between = SearchValues.Create("_-. /");

    private static readonly FrozenSet<string> Reading = Words("get list search read find describe view show lookup count extract query browse inspect status");

    // A word of these anywhere, and the name says more than reading; so does what takes a language of its own.
    private static readonly FrozenSet<string> More = Words(
        "and or create add new insert update edit set write put patch post save store upsert merge delete remove drop clear purge reset send reply publish share upload download export import sync run execute exec call invoke eval start stop kill close open spawn launch deploy install "
        + "move rename copy assign approve reject accept cancel submit pay buy order book transfer grant revoke invite login logout sign navigate click type press drag fill select upload fetch sql database db graphql query_sql mutation shell bash command script javascript js url page http token secret secrets password credential credentials key keys env");

    /// <summary>Whether a call may pass for one that only reads.</summary>
    /// <param name="name">The tool's name as its server knows it.</param>
    /// <param name="hint">What the server says: its <c>readOnlyHint</c>; null where it says nothing.</param>
    /// <param name="input">The call's input; what names an address may make any server reach it, what names a secret may be shown one.</param>
    public static bool Is(string name, bool? hint, ReadOnlySpan<byte> input)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (hint ?? Says(name)) && !NamesMore(input) || BrowserReading.Is(name, input);
    }

    /// <summary>Whether a text of the input is an address or the name of a secret; so is what cannot be read.</summary>
    private static bool NamesMore(ReadOnlySpan<byte> input)
    {
        try
        {
            var reader = new Utf8JsonReader(input);
            while (!input.IsEmpty && reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.GetString()! is var text && NamesMore(text))
                    return true;
            return false;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Whether a text is an address or the name of a secret.</summary>
    internal static bool NamesMore(string text) => Address.IsMatch(text) || SecretNames.Stand(text);

    private static bool Says(string name)
    {
        var words = WordsOf(name);
        // To resolve a name is to look it up; to resolve a thread is to close it.
        var resolvesName = words is ["resolve", .., "id" or "ids" or "name" or "path" or "ref"];
        return words.Count > 0 && (resolvesName || Reading.Contains(words[0])) && !words.Skip(1).Any(More.Contains) && !(words is ["query"]);
    }

    /// <summary>The words of a name in small letters: <c>get_issue</c>, <c>get-issue</c>, <c>getIssue</c>.</summary>
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || Between.Contains(name[i]);
            if (!ends && !(char.IsAsciiLetterUpper(name[i]) && i > start && !char.IsAsciiLetterUpper(name[i - 1])))
                continue;
            if (i > start)
                words.Add(name[start..i].ToLowerInvariant());
            start = ends ? i + 1 : i;
        }

        return words;
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
