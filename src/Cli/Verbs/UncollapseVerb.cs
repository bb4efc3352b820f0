using CommunityToolkit.HighPerformance.Buffers;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Compaction.Restores;
using Pith.Conversations;
using Pith.Models;
using Pith.Offload;
using Pith.Requests;
using Pith.Sessions;
using Pith.Store;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary><c>pith uncollapse</c>: a compacted context, or a session, with what compaction took out.</summary>
internal static class UncollapseVerb
{
    public static int Run(Invocation invocation)
    {
        var named = invocation.Words(Flags.Handle).Select(PrefixOf).ToList();
        using var target = new OutputTarget(invocation); // first, so that a place that cannot be written is known before the work
        var meter = MeterChoice.Of(invocation);
        var session = SessionOf(invocation);
        using var now = TranscriptFile.Read(invocation, meter, session ?? invocation.Operands[0]).Index;
        var lost = new List<string>();
        using var undone = session is null ? null : Undone(invocation, session, now, meter, lost);
        var store = StoreRoot.Open(invocation.Around);
        var all = session is null && named.Count == 0;
        var restored = ContextRestore.Of(undone ?? now, digits => all || named.Exists(n => Means(n, digits)), digits => ContentOf(store, digits, invocation));
        if (named.Find(n => !restored.Handles.Any(digits => Means(n, digits))) is { } absent)
            throw Failure.BadInput($"{InputFile.Shown(invocation.Operands[0])} has no preview or stub of pith:{absent}; {(restored.Left.Count > 0 ? $"it has {string.Join(", ", restored.Left.Take(5).Select(digits => $"pith:{digits}"))}" : "it has none at all")}");
        var form = FormChoice.Of(invocation, undone ?? now);
        using var after = Written(restored.View, form);
        var asJson = invocation.Has(Flags.Json);
        if (!asJson || !target.IsStandardOutput)
            target.Write(after.WrittenSpan);
        target.Commit();
        using var before = Written(ContextRestore.Whole(now), form);
        var tokens = (Before: meter.Count(before.WrittenSpan), After: meter.Count(after.WrittenSpan));
        if (asJson)
            UncollapseJson.Write(invocation, restored, undone is not null, tokens, form.Name, meter, target.IsStandardOutput ? (ReadOnlyMemory<byte>?)after.WrittenMemory : null, lost);
        else
            Say(invocation, restored, undone is not null, tokens, $"{form.Name}, {meter.Unit()}", meter);
        foreach (var sentence in lost)
            invocation.Around.Complain($"warning: {sentence}");
        return lost.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }

    private static void Say(Invocation invocation, Restored restored, bool isUndone, (int Before, int After) tokens, string unit, TokenMeter meter)
    {
        var (around, became) = (invocation.Around, $"{meter.Figure(tokens.Before)} tokens became {meter.Figure(tokens.After)} ({unit})");
        var places = $"{Quantity.Of(restored.Places, "place")} filled from {Quantity.Of(restored.Handles.Count, "handle")}";
        if (isUndone)
            around.Complain($"the last compaction left out{(restored.Places > 0 ? $", {places}" : "")}: {became}");
        else if (restored.Places > 0)
            around.Complain($"{places}{(restored.Left.Count > 0 ? $", {Quantity.Of(restored.Left.Count, "handle")} left" : "")}: {became}");
        else
            around.Complain($"note: nothing of it is left out, so it is written as it is: {became}");
        if (RequestCheck.Of(restored.View, new RequestLimits()).Any(v => v.Rule == RequestRule.Size))
            around.Complain($"warning: this is more than a request may hold ({new RequestLimits().Bytes:N0} bytes); 'pith compact' makes it smaller");
    }

    private static ContextIndex Undone(Invocation invocation, string session, ContextIndex now, TokenMeter meter, List<string> lost) =>
        UndoneBoundary.Of(session, StoreRoot.Open(invocation.Around), System.Text.Encoding.UTF8.GetString(now.Model), meter, lost.Add)
            ?? throw Failure.BadInput($"session {Failure.Shown(invocation.Operands[0])} has no compaction to undo; 'pith sessions export' writes it as it is");

    /// <summary>The log of the session that the operand means; null where it is a context.</summary>
    private static string? SessionOf(Invocation invocation)
    {
        var word = invocation.Operands[0];
        if (word == InputFile.StandardInput || File.Exists(word) && !SessionTranscript.IsLog(word))
            return null;
        if (!File.Exists(word) && SessionRooms.Of(invocation.Around).Find(word).Count == 0)
            throw Failure.NoInput($"{Failure.Shown(word)} is neither a file nor a session; 'pith sessions list --all' shows the sessions");
        return SessionRooms.Find(invocation);
    }

    private static ReadOnlyMemory<byte> ContentOf(BlobStore store, string digits, Invocation invocation) => store.Resolve(digits, out var hash) switch
    {
        1 => store.Get(hash), // read to its end, so that its hash is checked
        2 => throw Failure.BadInput($"pith:{digits} begins the hash of more than one content of the store in {InputFile.Shown(store.Root)}; --handle brings back only others"),
        _ => throw Failure.NoInput($"pith:{digits}, which {InputFile.Shown(invocation.Operands[0])} cites, is not in the store in {InputFile.Shown(store.Root)}; {EnvironmentVariable.Home} chooses the store it was compacted with, --handle brings back only others"),
    };

    private static string PrefixOf(string word) =>
        Handle.TryParse(word, out var prefix) ? prefix : throw Failure.Usage($"--handle '{Failure.Shown(word)}' is not a handle; a handle looks like {Flags.Handle.Sample}");

    /// <summary>Whether a handle as a person wrote it, shorter or longer, is that of a context.</summary>
    private static bool Means(string named, string digits) => named.Length < digits.Length ? digits.StartsWith(named, StringComparison.Ordinal) : named.StartsWith(digits, StringComparison.Ordinal);

    private static ArrayPoolBufferWriter<byte> Written(View view, IViewWriter form)
    {
        var output = new ArrayPoolBufferWriter<byte>(1 << 16);
        form.Write(view, output);
        return output;
    }
}
