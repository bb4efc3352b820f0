namespace Pith.Models;

/// <summary>
/// The system prompt that the Anthropic API adds when a request declares tools, in tokens (platform.claude.com, Tool use
/// overview, as of autumn 2026). Fable 5 stands in no published table; its 290 is what recorded bodies give: 64 less
/// than Sonnet 5 on the same body.
/// </summary>
public static class ToolPrompt
{
    private static readonly (string Name, int Free, int Forced)[] Table =
    [
        ("claude-3-opus", 530, 281), ("claude-3-sonnet", 159, 235), ("claude-3-haiku", 264, 340), ("claude-3-5-haiku", 264, 355),
        ("claude-3-5-sonnet-20240620", 294, 261), ("claude-3", 346, 313),
        ("claude-opus-4", 313, 315), ("claude-sonnet-4", 313, 315),
        ("claude-opus-4-5", 496, 588), ("claude-sonnet-4-5", 496, 588), ("claude-haiku-4-5", 496, 588),
        ("claude-opus-4-6", 497, 589), ("claude-sonnet-4-6", 497, 589),
        ("claude-opus-4-7", 675, 804), ("claude-opus-4-8", 290, 410), ("claude-opus-5", 286, 406),
        ("claude-sonnet-5", 354, 474), ("claude-fable-5", 290, 410),
        ("claude", 290, 410),
    ];

    /// <summary>Tokens added once, however many tools there are; 0 for models of other houses.</summary>
    /// <param name="model">An id as providers write it.</param>
    /// <param name="forced">Whether the request makes the model call a tool (<c>tool_choice</c> any or tool).</param>
    public static int TokensOf(string model, bool forced = false)
    {
        model = ModelCatalog.Canonical(model);
        var best = ("", 0, 0);
        foreach (var row in Table)
            if (row.Name.Length > best.Item1.Length && model.StartsWith(row.Name, StringComparison.Ordinal))
                best = row;
        return forced ? best.Item3 : best.Item2;
    }
}
