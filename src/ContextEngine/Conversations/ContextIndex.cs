using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// The context an agent had: turns and blocks of one thread with their texts, tokens and relations. Feed it as the sink
/// of a reader, then call <see cref="Seal"/>; more records may follow, and a seal behind them. Memory: the unescaped text
/// of the current context plus about 80 bytes a block; what stands before a compaction boundary is let go.
/// </summary>
public sealed partial class ContextIndex : ITranscriptSink, IDisposable
{
    private readonly TokenMeter _meter;
    private readonly IndexOptions _options;
    private readonly SymbolTable _symbols = new();
    private readonly ArrayPoolBufferWriter<byte> _arena;
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<Block> _blocks = [];
    private readonly List<Turn> _turns = [];
    private readonly List<(int Turn, int Id)> _recordIds = [];
    private int _number, _current = -1, _model = -1;
    private RecordFlags _currentFlags;
    private bool _sealed, _closed;

    /// <summary>An empty index that counts with a meter.</summary>
    /// <param name="meter">Unit of every token figure in the index.</param>
    /// <param name="options">Which part of the transcript to hold.</param>
    public ContextIndex(TokenMeter meter, IndexOptions options)
    {
        _meter = meter;
        _options = options;
        _arena = options.Bytes > 0 ? new(FreshArrays.Pool, options.Bytes) : new(1 << 16);
    }

    /// <summary>Unit of every token figure.</summary>
    public TokenMeter Meter => _meter;

    /// <summary>The blocks in conversation order; valid once sealed.</summary>
    public ReadOnlySpan<Block> Blocks => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_blocks);

    /// <summary>The turns in conversation order; valid once sealed.</summary>
    public ReadOnlySpan<Turn> Turns => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_turns);

    /// <summary>What was read and what was passed over.</summary>
    public IndexTally Tally { get; } = new();

    /// <summary>What the provider reported for the thread, before and behind boundaries.</summary>
    public UsageTally Usage { get; } = new();

    /// <summary>The model that answered last, UTF-8; empty where the file does not say.</summary>
    public ReadOnlySpan<byte> Model => _model < 0 ? [] : _symbols[_model];

    /// <summary>Raw JSON array of the tools the request declared; empty where the file does not say.</summary>
    public ReadOnlyMemory<byte> DeclaredTools { get; private set; }

    /// <summary>How a memory block that pith wrote begins, so that it is known again when read back.</summary>
    public static ReadOnlySpan<byte> MemoryMark => "<pith-memory"u8;

    /// <summary>The text of a block, UTF-8. Valid until the next record.</summary>
    /// <param name="block">Position in <see cref="Blocks"/>.</param>
    public ReadOnlySpan<byte> Text(int block) => Memory(block).Span;

    /// <summary>The text of a block as memory.</summary>
    /// <param name="block">Position in <see cref="Blocks"/>.</param>
    public ReadOnlyMemory<byte> Memory(int block) => _arena.WrittenMemory.Slice(_blocks[block].Start, _blocks[block].Length);

    /// <summary>The bytes of a symbol; empty for -1.</summary>
    /// <param name="id">A symbol of a block or turn.</param>
    public ReadOnlySpan<byte> Symbol(int id) => id < 0 ? [] : _symbols[id];

    /// <inheritdoc/>
    public void Dispose()
    {
        _arena.Dispose();
        _symbols.Dispose();
    }
}
