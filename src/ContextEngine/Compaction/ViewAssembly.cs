using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>Lays the blocks of a plan out in order: system, pins, memory, the rest of the conversation.</summary>
internal sealed class ViewAssembly(ContextIndex index, Plan plan)
{
    private readonly ViewBuilder _builder = new(Encoding.UTF8.GetString(index.Model));

    public View Build()
    {
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i].Role == Role.System)
                _builder.AddSystem(TextOf(i));
        var pins = plan.Pinned;
        if (pins.Count > 0)
            _builder.AddWords(Role.User, TextOf(pins[0]));
        if (!plan.Memory.IsEmpty)
            _builder.AddWords(Role.User, plan.Memory);
        for (var i = 1; i < pins.Count; i++)
            _builder.AddWords(Role.User, TextOf(pins[i]));
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i].Role != Role.System && plan.Decisions[i].Rendering != Rendering.None && !pins.Contains(i))
                Add(i);
        return _builder.Build();
    }

    private ReadOnlyMemory<byte> TextOf(int block) =>
        plan.Decisions[block] is { Rendering: not Rendering.Full } changed ? changed.Text : index.Memory(block);

    private void Add(int i)
    {
        var block = index.Blocks[i];
        switch (block.Kind)
        {
            case BlockKind.Call:
                _builder.AddCall(i, index.Symbol(block.Tool), index.Symbol(block.CallId), TextOf(i));
                break;
            case BlockKind.Result:
                _builder.AddResult(block.Partner, TextOf(i), block.Has(BlockFlags.Error));
                break;
            case BlockKind.Thinking when block.Extra >= 0:
                _builder.Add(block.Role, new ViewBlock { Kind = BlockKind.Thinking, Text = index.Memory(i), CallId = "", Tool = "", Extra = index.Symbol(block.Extra).ToArray() });
                break;
            case BlockKind.Thinking:
                break; // unsigned reasoning is refused by the API that signs it, and useless to the others
            case BlockKind.Image when plan.Decisions[i].Rendering == Rendering.Full:
                _builder.Add(Role.User, new ViewBlock { Kind = BlockKind.Image, Text = index.Memory(i), CallId = "", Tool = "", Extra = index.Symbol(block.Extra).ToArray() });
                break;
            default:
                _builder.AddWords(block.Role, TextOf(i));
                break;
        }
    }
}
