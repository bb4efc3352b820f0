using System.Buffers;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Sessions;
using Pith.Store;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>Which session a run belongs to: a new one, the newest of this folder, or one by name; gone on with, or forked.</summary>
internal static class SessionChoice
{
    /// <summary>The session; null where nothing is to be kept.</summary>
    /// <param name="invocation">The flags.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="store">Where large contents go.</param>
    public static SessionLog? Open(Invocation invocation, string folder, BlobStore store)
    {
        var sessions = new SessionFolder(store.Root);
        var options = new SessionOptions { Holder = $"process {Environment.ProcessId}, {(invocation.Has(Flags.Print) ? "pith -p" : "pith")}", Warn = invocation.Around.Complain };
        var existing = Existing(invocation, sessions, folder);
        if (existing is null)
            return invocation.Has(Flags.NoSession) ? null : Writing(() => SessionLog.Create(sessions, new SessionHeader { Cwd = folder, Program = $"pith/{Product.Version}" }, store, options));
        if (invocation.Has(Flags.NoSession))
            throw Failure.Usage("--no-session-persistence keeps nothing, so there is nothing to go on with; leave it out, or leave out --continue and --resume");
        InputFile.RequireReadable(existing);
        if (ForeignReference.IsForeign(existing))
            return Adopt(invocation, existing, folder, sessions, store, options);
        return invocation.Has(Flags.Fork)
            ? Writing(() => SessionLog.Fork(existing, sessions, store, options))
            : Writing(() => SessionLog.Resume(existing, store, options));
    }

    /// <summary>Writes a change of a file to the session's log, before it is made.</summary>
    public static void Record(SessionLog session, FileChange change)
    {
        var data = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(data))
            change.WriteTo(json);
        session.AppendMeta("file-change", data.WrittenSpan);
    }

    private static SessionLog Adopt(Invocation invocation, string file, string folder, SessionFolder sessions, BlobStore store, SessionOptions options)
    {
        var session = Writing(() => SessionLog.Adopt(ForeignReference.Of(file), sessions, new SessionHeader { Cwd = folder, Program = $"pith/{Product.Version}" }, store, options));
        invocation.Around.Complain($"goes on from {InputFile.Shown(file)}, which stays as it is, in session {session.Id}");
        return session;
    }

    private static string? Existing(Invocation invocation, SessionFolder sessions, string folder)
    {
        if (invocation.Word(Flags.Resume) is "")
            throw Failure.Usage($"--resume needs a session, for example --resume {Flags.Resume.Sample}; pith sessions list shows which there are");
        if (invocation.Word(Flags.Resume) is { } word)
        {
            var found = sessions.Find(word);
            if (found.Count == 0 && File.Exists(word))
                return Path.GetFullPath(word);
            return found.Count switch
            {
                1 => found[0],
                0 => throw new Failure(ExitCode.NoInput, $"there is no session or file '{Failure.Shown(word)}'; pith sessions list shows which there are"),
                _ => throw Failure.Usage($"'{Failure.Shown(word)}' may be any of {found.Count} sessions; write more of the id: {string.Join(", ", found.Take(5).Select(Path.GetFileNameWithoutExtension))}"),
            };
        }

        if (invocation.Has(Flags.Continue))
            return sessions.Newest(folder) ?? throw new Failure(ExitCode.NoInput, "there is no session of this folder to continue; leave out --continue to begin one");
        return invocation.Has(Flags.Fork) ? throw Failure.Usage("--fork-session forks the session that --continue or --resume names; add one of them") : null;
    }

    private static SessionLog Writing(Func<SessionLog> open)
    {
        try
        {
            return open();
        }
        catch (LogHeldException held)
        {
            throw Failure.CannotWrite($"{held.Message}; wait for it, or add --fork-session to go on beside it");
        }
        catch (StoreException refused) when (refused.InnerException is null)
        {
            throw Failure.CannotWrite(refused.Message); // not the disk's refusal: room would not help
        }
        catch (StoreException refused)
        {
            throw Failure.Refused(refused);
        }
    }
}
