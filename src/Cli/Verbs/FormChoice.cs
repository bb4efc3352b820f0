using System.Text;
using Pith.Cli.Commands;
using Pith.Conversations;
using Pith.Providers;

namespace Pith.Cli.Verbs;

/// <summary>What <c>--to</c> chooses to write a context as.</summary>
internal static class FormChoice
{
    public static IViewWriter Of(Invocation invocation, ContextIndex index) => (invocation.Word(Flags.To) ?? Flags.To.Default) switch
    {
        "openai" => invocation.Word(Flags.Model) is { } model && !IsClaude(model) ? new ChatWriter(model) : new ChatWriter(),
        "text" => new PlainTextWriter(),
        "transcript" => TimeOf(index) is { } time ? new TranscriptWriter(time) : new TranscriptWriter(),
        _ => invocation.Word(Flags.Model) is { } model && IsClaude(model) ? new MessagesWriter(model) : new MessagesWriter(),
    };

    /// <summary>Each form names a model of its own house, whatever the tokens are counted for.</summary>
    private static bool IsClaude(string model) => model.StartsWith("claude", StringComparison.Ordinal);

    /// <summary>The time of the last turn, where the file says it in the form that a transcript wants.</summary>
    private static string? TimeOf(ContextIndex index)
    {
        var time = Encoding.UTF8.GetString(index.Symbol(index.Turns[^1].Timestamp));
        return DateTimeOffset.TryParseExact(time, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], null, default, out _) ? time : null;
    }
}
