using Pith.Text;

namespace Pith.Hooks;

/// <summary>What the hooks of an event came to, together.</summary>
public sealed record HookOutcome
{
    /// <summary>Characters of a reason: it goes to the model, to people and into a record of the log.</summary>
    private const int LongestWords = 10_000;

    /// <summary>No hook said anything.</summary>
    public static readonly HookOutcome Nothing = new();

    /// <summary>About the call.</summary>
    public HookVerdict Verdict { get; init; }

    /// <summary>Why what the event is about may not go on, or, at the end, must; null where nothing blocks. Where calls are denied it is the reason.</summary>
    public string? Block { get; init; }

    /// <summary>Why the whole run is to end; null where it goes on.</summary>
    public string? Stop { get; init; }

    /// <summary>What the model is to be told.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>What the person is to be told.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>An input in place of the call's, raw JSON; it is decided on anew.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>A result in place of the call's, UTF-8.</summary>
    public ReadOnlyMemory<byte>? Output { get; init; }

    /// <summary>The files that are watched from now on, full paths, in place of those named before; null where nothing is said.</summary>
    public IReadOnlyList<string>? WatchPaths { get; init; }

    /// <summary>Variables for the commands that come, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The folder of the worktree that was made, as the hook names it; null for none.</summary>
    public string? Worktree { get; init; }

    /// <summary>What is shown in place of the words; null for the words.</summary>
    public string? Display { get; init; }

    /// <summary>What the terminal is sent besides, of <see cref="TerminalSequence"/>; empty for nothing.</summary>
    public string Signal { get; init; } = "";

    /// <summary>Whether the model may try again what was refused.</summary>
    public bool MayRetry { get; init; }

    /// <summary>What the session is to be called; null where nothing is said.</summary>
    public string? Title { get; init; }

    /// <summary>The message that the session is to begin with where nobody types; null where nothing is said.</summary>
    public string? FirstMessage { get; init; }

    /// <summary>Changes of permissions that go with a consent.</summary>
    public IReadOnlyList<HookGrant> Grants { get; init; } = [];

    /// <summary>Joins the outcomes of hooks in their order: the strictest verdict, every reason, the first replacement.</summary>
    public static HookOutcome Join(IReadOnlyList<HookOutcome> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        var verdict = all.Count == 0 ? HookVerdict.None : all.Max(o => o.Verdict);
        return new HookOutcome
        {
            Verdict = verdict,
            // What a milder hook says is no reason of the stricter one's verdict.
            Block = Words(all.Where(o => o.Verdict == verdict || o.Verdict == HookVerdict.None).Select(o => o.Block)),
            Stop = Words(all.Select(o => o.Stop)),
            Context = [.. all.SelectMany(o => o.Context)],
            Messages = [.. all.SelectMany(o => o.Messages).Select(Bounded)],
            Input = all.FirstOrDefault(o => o.Input is not null)?.Input,
            Output = all.FirstOrDefault(o => o.Output is not null)?.Output,
            WatchPaths = all.Any(o => o.WatchPaths is not null) ? [.. all.SelectMany(o => o.WatchPaths ?? []).Distinct(StringComparer.Ordinal)] : null,
            Variables = [.. all.SelectMany(o => o.Variables)],
            Worktree = all.FirstOrDefault(o => o.Worktree is not null)?.Worktree,
            Display = all.FirstOrDefault(o => o.Display is not null)?.Display,
            Signal = string.Concat(all.Select(o => o.Signal)),
            MayRetry = all.Any(o => o.MayRetry),
            Title = all.FirstOrDefault(o => o.Title is not null)?.Title,
            FirstMessage = all.Any(o => o.FirstMessage is not null) ? string.Join("\n\n", all.Select(o => o.FirstMessage).OfType<string>()) : null,
            Grants = verdict == HookVerdict.Allow ? [.. all.SelectMany(o => o.Grants)] : [],
        };
    }

    private static string? Words(IEnumerable<string?> all)
    {
        var said = all.OfType<string>().ToArray();
        var words = string.Join('\n', said.Where(s => s.Length > 0).Distinct(StringComparer.Ordinal));
        return said.Length == 0 ? null : Bounded(words);
    }

    private static string Bounded(string words) => words.Length <= LongestWords ? words : FormattableString.Invariant($"{ShortText.Cut(words, LongestWords)} … [{words.Length:N0} characters]");
}
