using System.Globalization;
using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Sessions;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary><c>pith sessions list|show|search|export|check</c>: look at sessions, change nothing.</summary>
internal static class SessionReadVerbs
{
    private const int ShownOfResult = 600, ShownOfCall = 200;

    public static int List(Invocation invocation)
    {
        var sessions = SessionRooms.Of(invocation.Around).List(invocation.Has(Flags.All) ? null : Environment.CurrentDirectory);
        if (invocation.Has(Flags.Json))
            return SessionsJson.Sessions(invocation, sessions);
        var table = new Table("", new Column("id"), new("modified"), new("bytes", true), new("title"));
        foreach (var session in sessions)
            table.Add(session.Id[..Math.Min(8, session.Id.Length)], Time(session.Modified), $"{session.Bytes:N0}", Clean(session.Title));
        TablePrinter.ForOutput(invocation).Write(table);
        return ExitCode.Done;
    }

    public static int Show(Invocation invocation)
    {
        var path = SessionRooms.Find(invocation);
        var (isSaid, isShown) = (false, false);
        var messages = SessionMessages.All(path, StoreRoot.Open(invocation.Around), sentence =>
        {
            isSaid = true;
            invocation.Around.Complain($"warning: {sentence}");
        }).Select(message =>
        {
            isShown = true;
            return message;
        });
        if (invocation.Has(Flags.Json))
            SessionsJson.Messages(invocation, messages);
        else
            Page(invocation, messages);
        if (!isShown && !isSaid)
            invocation.Around.Complain($"{InputFile.Shown(path)} holds no message");
        // A session of pith's may be new, or rewound to its beginning.
        return isShown || !isSaid && SessionTranscript.IsLog(path) ? ExitCode.Done : ExitCode.BadInput;
    }

    public static int Search(Invocation invocation)
    {
        if (string.IsNullOrWhiteSpace(invocation.Operands[0]))
            throw Failure.Usage("a search needs a word, since every line has an empty one; 'pith sessions show SESSION' prints all of a session");
        var found = SessionSearch.Of(invocation, invocation.Operands[0]);
        if (invocation.Has(Flags.Json))
            return SessionsJson.Found(invocation, found);
        var any = false;
        foreach (var line in found)
        {
            any = true;
            StoreVerbs.Print(invocation, $"{line.Session[..Math.Min(8, line.Session.Length)]}:{line.Record}: {Clean(Around(line.Text, invocation.Operands[0]))}\n");
        }

        return any ? ExitCode.Done : throw SessionSearch.Nothing();
    }

    public static int Export(Invocation invocation)
    {
        var path = SessionRooms.Find(invocation);
        using var target = new OutputTarget(invocation);
        var lost = new List<string>();
        using (var whole = SessionTranscript.Open(path, StoreRoot.Open(invocation.Around), lost.Add))
            whole.CopyTo(target);
        target.Commit();
        foreach (var sentence in lost)
            invocation.Around.Complain(sentence);
        return lost.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }

    public static int Check(Invocation invocation)
    {
        var check = SessionCheck.Of(SessionRooms.Find(invocation), StoreRoot.Open(invocation.Around));
        var code = check.Problems.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
        if (invocation.Has(Flags.Json))
            return SessionsJson.Check(invocation, check, code);
        foreach (var problem in check.Problems)
            invocation.Around.Complain(problem);
        if (code == ExitCode.Done)
            StoreVerbs.Print(invocation, $"{Quantity.Of(check.Records, "record")} in {Quantity.Of(check.Logs, "log")} and {Quantity.Of(check.Blobs, "blob")}, all whole\n");
        return code;
    }

    private static void Page(Invocation invocation, IEnumerable<SessionMessage> messages)
    {
        using var pager = Pager.Start(invocation.Around, !invocation.Has(Flags.NoPager));
        var output = pager ?? invocation.Around.Out;
        foreach (var message in messages)
        {
            var text = new StringBuilder();
            foreach (var block in SessionBlock.Of(message))
                text.Append(Paragraph(message.Role, block));
            output.Write(Encoding.UTF8.GetBytes(text.ToString()));
            if (message.Lost is { } lost)
                invocation.Around.Complain($"warning: record {message.Sequence}: {lost}");
        }
    }

    private static string Paragraph(Role role, SessionBlock block) => block.Kind switch
    {
        BlockKind.Call => $"→ {Clean(block.Tool)} {Clean(Short(block.Text, ShownOfCall))}\n\n",
        BlockKind.Result => $"{(block.IsError ? "✗" : "←")} {Clean(Short(block.Text.TrimEnd(), ShownOfResult))}\n\n",
        BlockKind.Thinking => "",
        BlockKind.Image => $"[{Clean(block.Text)}]\n\n",
        _ => $"{(role == Role.User ? "> " : "")}{Clean(block.Text.TrimEnd())}\n\n",
    };

    private static string Around(string line, string words)
    {
        var at = line.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        var from = Math.Max(0, at - 40);
        return Short(line[from..], 160).Trim();
    }

    private static string Short(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), " …");

    // What a tool printed must not reach the terminal as a command.
    private static string Clean(string text) => Unseen.Replaced(text, '\uFFFD', "\n\t");

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
