using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Results whose text gives way to a mark; calls and words stay.</summary>
internal static class ClearedResults
{
    public const string Mark = "[cleared]";

    /// <summary>Positions of all results, oldest first.</summary>
    public static List<int> Positions(IReadOnlyList<Message> messages)
    {
        var positions = new List<int>();
        for (var i = 0; i < messages.Count; i++)
            if (messages[i].Speaker == Speaker.Tool)
                positions.Add(i);
        return positions;
    }

    /// <summary>A result without its text; itself where the mark would be no shorter.</summary>
    public static Message Clear(Message result, string mark = Mark) => CharTokens.Of(mark) + Message.Wrapping < result.Tokens ? result.WithText(mark) : result;
}
