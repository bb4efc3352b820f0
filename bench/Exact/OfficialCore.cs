using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;

namespace Pith.Bench.Exact;

/// <summary>A node process that encodes with the official core; see bench/official-core.mjs for what goes through the pipes.</summary>
internal sealed class OfficialCore : IDisposable
{
    private const int AnswerLength = 16;

    private const string Folder = "bench";

    private readonly Process process;
    private readonly BufferedStream questions;
    private readonly Stream answers;

    /// <exception cref="FileNotFoundException">npm tiktoken has not been installed in bench.</exception>
    public OfficialCore()
    {
        if (!File.Exists(Package))
            throw new FileNotFoundException("the official core is not installed; run: npm ci --prefix bench --ignore-scripts");
        process = Process.Start(new ProcessStartInfo("node", "official-core.mjs") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        questions = new(process.StandardInput.BaseStream, 1 << 16);
        answers = process.StandardOutput.BaseStream;
    }

    /// <summary>The version of the package.</summary>
    public static string Version => JsonDocument.Parse(File.ReadAllBytes(Package)).RootElement.GetProperty("version").GetString() ?? "?";

    private static string Package => Path.Combine(Folder, "node_modules", "tiktoken", "package.json");

    /// <summary>Sends texts without waiting for what comes back. Their answers must fit into a pipe: a few thousand at most.</summary>
    public void Send(IEnumerable<ReadOnlyMemory<byte>> texts)
    {
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            questions.Write(length);
            questions.Write(text.Span);
        }

        questions.Flush();
    }

    /// <summary>The answers to the next so many texts, in order.</summary>
    public CoreAnswer[] Receive(int count)
    {
        var bytes = new byte[count * AnswerLength];
        answers.ReadExactly(bytes);
        return [.. bytes.Chunk(AnswerLength).Select(CoreAnswer.Read)];
    }

    public void Dispose()
    {
        questions.Dispose();
        process.WaitForExit();
        process.Dispose();
    }
}
