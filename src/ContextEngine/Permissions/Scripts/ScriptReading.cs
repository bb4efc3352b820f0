using System.Collections.Frozen;
using Pith.Permissions.Classifiers;

namespace Pith.Permissions.Scripts;

/// <summary>
/// Whether a call of a browser's tool gives it a script that can only read the page. The tool is known by its name, the script by every word of it; what
/// its server says of the tool is no matter, since that is of the worst script. Linear in the input, and nothing is thrown whatever it is.
/// </summary>
public static class ScriptReading
{
    /// <summary>Characters of a script; more is nobody's look at a page.</summary>
    private const int Longest = 4000;

    private static readonly FrozenSet<string> Tools = Words(
        "javascript_tool javascript_exec browser_evaluate evaluate_script evaluate_javascript execute_javascript browser_execute_javascript browser_eval preview_eval puppeteer_evaluate playwright_evaluate page_evaluate");

    private static readonly FrozenSet<string> Fields = Words("text script function code expression");

    /// <summary>What says where a script runs. No file to save to, no other action, no settings.</summary>
    private static readonly FrozenSet<string> Places = Words("action tabId tab_id tab pageId page_id pageIdx frameId frame serverId sessionId element ref uid returnByValue timeout");

    private static readonly FrozenSet<string> Actions = Words("javascript_exec evaluate eval");

    /// <summary>Whether a call only reads a page.</summary>
    /// <param name="name">The tool's name as its server knows it.</param>
    /// <param name="input">The call's input.</param>
    public static bool Is(string name, ReadOnlySpan<byte> input)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Tools.Contains(name) && ScriptOf(input) is ({ } field, { } script) && OnlyReads(script) && (field != "function" || IsFunction(script));
    }

    /// <summary>Whether a script can only read the page that it runs in. What cannot be told cannot.</summary>
    public static bool OnlyReads(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        // Some programs end a line at them where others do not.
        return script.Length <= Longest && !script.AsSpan().ContainsAny('\u2028', '\u2029', '\0') && ScriptParser.OnlyReads(script);
    }

    /// <summary>Whether a script is a function of its own, since some programs call whatever they are given as one; what has one to call says so.</summary>
    private static bool IsFunction(string script) => OnlyReads($"[].map(({script}))");

    /// <summary>The one field that is the script, where the others say no more than where it runs.</summary>
    private static (string Field, string Script)? ScriptOf(ReadOnlySpan<byte> input)
    {
        if (CallFields.Of(input, Fields) is not { } given || given.Keys.Any(f => !Fields.Contains(f) && !Places.Contains(f)) || given.TryGetValue("action", out var action) && (action is null || !Actions.Contains(action)))
            return null;
        var scripts = given.Where(f => Fields.Contains(f.Key)).ToArray();
        return scripts is [(var field, { } only)] ? (field, only) : null;
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
