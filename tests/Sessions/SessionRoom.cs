using System.Text;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Sessions;

/// <summary>A store with sessions, and a clock that stands.</summary>
internal sealed class SessionRoom : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SessionRoom() => (Blobs, Folder) = (new BlobStore(folder.Path), new SessionFolder(folder.Path));

    public BlobStore Blobs { get; }

    public SessionFolder Folder { get; }

    public List<string> Warnings { get; } = [];

    public SessionOptions Options => new() { Time = new StandingClock(), Holder = "a test", Warn = Warnings.Add };

    public SessionLog Create(string id = "", string cwd = "/work/here") =>
        SessionLog.Create(Folder, new SessionHeader { Cwd = cwd, Id = id }, Blobs, Options);

    public SessionLog Resume(string path) => SessionLog.Resume(path, Blobs, Options);

    public SessionLog Fork(string path) => SessionLog.Fork(path, Folder, Blobs, Options);

    public List<string> Contents(string path) => [.. SessionMessages.All(path, Blobs).Select(m => $"{m.Role}: {Encoding.UTF8.GetString(m.Content.Span)}")];

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A request and an answer that calls a tool.</summary>
    public static void Begin(SessionLog log)
    {
        log.AppendUser("\"fix the parser\""u8);
        log.AppendAssistant("""[{"type":"text","text":"Let me look."},{"type":"tool_use","id":"call_1","name":"Read","input":{"q":1}}]"""u8, new AssistantFacts { Model = "claude-sonnet-4-5", Usage = """{"input_tokens":10,"output_tokens":5}"""u8 });
        log.Barrier();
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(folder.Path)!, "*", SearchOption.AllDirectories))
            FileModes.Unseal(file);
        folder.Dispose();
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    }
}
