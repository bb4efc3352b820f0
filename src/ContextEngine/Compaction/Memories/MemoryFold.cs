using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Memories;

/// <summary>The fold behind a session memory: takes blocks in order and remembers where it stopped.</summary>
internal sealed class MemoryFold
{
    private readonly List<AskedRequest> _requests = [];
    private readonly FileFold _files = new();
    private readonly CommandFold _commands = new();
    private readonly FailureFold _failures = new();
    private readonly JobFold _jobs = new();
    private int _next;

    public Remarks Constraints { get; } = new();

    public Remarks Decisions { get; } = new();

    public Remarks Learnings { get; } = new();

    public IReadOnlyList<string> Todos { get; private set; } = [];

    public IReadOnlyList<AskedRequest> Requests => _requests;

    public IReadOnlyList<Artefact> Artefacts => _files.All;

    public IReadOnlyList<RunCommand> Commands => _commands.All;

    public IReadOnlyList<FailedAttempt> Failures => _failures.All;

    public IReadOnlyList<JobInFlight> Jobs => _jobs.All;

    public void Take(ContextIndex index)
    {
        if (index.Blocks.Length < _next)
            throw new ArgumentException($"The index has {index.Blocks.Length} blocks; {_next} were taken in already.", nameof(index));
        for (; _next < index.Blocks.Length; _next++)
            Take(index, _next);
    }

    private void Take(ContextIndex index, int i)
    {
        ref readonly var block = ref index.Blocks[i];
        var turn = index.Turns[block.Turn].Number;
        switch (block.Kind)
        {
            case BlockKind.Text when block.Has(BlockFlags.Request):
                Ask(index, i, turn);
                break;
            case BlockKind.Text when block.Role == Role.Assistant:
                Say(Encoding.UTF8.GetString(index.Text(i)), turn);
                break;
            case BlockKind.Text:
                _jobs.Hear(index.Text(i));
                break;
            case BlockKind.Call:
                Move(RequestState.Active);
                if (block.Work == ToolKind.Todo && TodoList.Lines(index.Text(i)) is { Count: > 0 } list)
                    Todos = list;
                _commands.Call(index, i, turn);
                _jobs.Call(index, i, turn);
                break;
            case BlockKind.Result when block.Partner >= 0:
                _files.Result(index, i, turn);
                _commands.Result(index, i);
                _failures.Result(index, i, turn);
                _jobs.Result(index, i);
                break;
            default:
                break;
        }
    }

    private void Ask(ContextIndex index, int i, int turn)
    {
        if (_requests.Count > 0 && _requests[^1].State != RequestState.Answered)
            Move(RequestState.Superseded);
        _requests.Add(new(turn, Encoding.UTF8.GetString(index.Text(i)).Trim(), RequestState.Pending));
        foreach (var range in Sentences.Binding(index.Text(i)))
            Constraints.Add(turn, Encoding.UTF8.GetString(index.Text(i)[range].Trim(" \t\r"u8)));
    }

    private void Say(string text, int turn)
    {
        if (text.AsSpan().Trim().IsEmpty)
            return;
        Move(RequestState.Answered);
        foreach (var (sentence, chooses) in Speech.Of(text))
            (chooses ? Decisions : Learnings).Add(turn, sentence);
    }

    private void Move(RequestState state)
    {
        if (_requests.Count > 0)
            _requests[^1] = _requests[^1] with { State = state };
    }
}
