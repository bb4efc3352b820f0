using System.Text;
using Pith.Conversations;

namespace Pith.Compaction.Memories;

/// <summary>
/// What runs: calls that wait for their result, and commands in the background until something says that they ended: a
/// notice with their name, a look at their output that shows them completed, failed or killed, or a call that kills them.
/// </summary>
internal sealed class JobFold
{
    private readonly Dictionary<int, JobInFlight> _waiting = [];
    private readonly Dictionary<string, JobInFlight> _background = new(StringComparer.Ordinal);

    public IReadOnlyList<JobInFlight> All => [.. _waiting.Values.Concat(_background.Values).OrderBy(j => j.Turn)];

    public void Call(ContextIndex index, int i, int turn)
    {
        ref readonly var block = ref index.Blocks[i];
        var tool = Encoding.UTF8.GetString(index.Symbol(block.Tool));
        foreach (var (earlier, job) in _waiting.ToArray())
            if (job.Turn < turn)
                _waiting.Remove(earlier); // the agent went on without it
        _waiting[i] = new(turn, tool, Encoding.UTF8.GetString(index.Symbol(block.Subject)), "");
        if (tool is "KillShell" or "KillBash" or "TaskStop")
            foreach (var id in _background.Keys.ToArray())
                if (index.Text(i).IndexOf(Encoding.UTF8.GetBytes($"\"{id}\"")) >= 0)
                    _background.Remove(id);
    }

    public void Result(ContextIndex index, int i)
    {
        var text = index.Text(i);
        if (_waiting.Remove(index.Blocks[i].Partner, out var job) && job is not null && IdOf(text) is { } id)
            _background[id] = job with { Id = id };
        else
            Hear(text);
    }

    /// <summary>Words that may say that a job has ended.</summary>
    public void Hear(ReadOnlySpan<byte> text)
    {
        if (_background.Count == 0 || text.IndexOf("<status>completed"u8) < 0 && text.IndexOf("<status>failed"u8) < 0 && text.IndexOf("<status>killed"u8) < 0)
            return;
        foreach (var (id, job) in _background.ToArray())
            if (text.IndexOf(Encoding.UTF8.GetBytes(id)) >= 0 || _background.Count == 1)
                _background.Remove(id);
    }

    /// <summary>The name a harness gives to what it put into the background.</summary>
    private static string? IdOf(ReadOnlySpan<byte> text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["running in background with ID: ", "background with id: "])
            if (text.IndexOf(Encoding.UTF8.GetBytes(mark)) is >= 0 and var at)
            {
                var rest = Encoding.UTF8.GetString(text[(at + mark.Length)..Math.Min(text.Length, at + mark.Length + 64)]);
                var end = 0;
                while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '_' or '-'))
                    end++;
                return end > 0 ? rest[..end] : null;
            }

        return null;
    }
}
