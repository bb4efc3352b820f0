using System.IO.Hashing;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>
/// The atoms of a conversation, a number each, and how often and how lately the assistant itself mentioned them, in words
/// or arguments, and which a person named: what it acted on, it will act on. Grows block by block.
/// </summary>
internal sealed class AtomTable(TokenMeter meter)
{
    private readonly Dictionary<ulong, int> _ids = [];
    private readonly List<Atom> _atoms = [];
    private readonly HashSet<ulong> _asked = [];
    private readonly List<int> _mentioned = [];
    private readonly List<int> _starts = [0];
    private bool _askedGrew;

    /// <param name="Key">Hash of its text.</param>
    /// <param name="Acted">How often the assistant mentioned it: 2 for a call, 1 in words.</param>
    /// <param name="Worth">Logarithm of that.</param>
    /// <param name="Last">The turn of the last mention; -1 for never.</param>
    /// <param name="Base">Hash of what stands behind the last slash; 0 where there is none.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="IsName">Whether it may be listed as a name of a file.</param>
    /// <param name="Asked">Whether a person named it, or what stands behind its last slash.</param>
    /// <param name="Tokens">Tokens of its text; 0 while nobody asked.</param>
    private record struct Atom(ulong Key, int Acted, double Worth, int Last, ulong Base, int Length, bool IsName, bool Asked, int Tokens);

    /// <summary>How many there are.</summary>
    public int Count => _atoms.Count;

    /// <summary>Turns of the conversation now: mentions age by them.</summary>
    public int Turns { get; set; }

    /// <summary>The number of an atom.</summary>
    public int Intern(ReadOnlySpan<byte> atom)
    {
        var key = XxHash3.HashToUInt64(atom);
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, key, out var known);
        if (!known)
        {
            id = _atoms.Count;
            var behind = atom.LastIndexOf((byte)'/') is >= 0 and var slash ? XxHash3.HashToUInt64(atom[(slash + 1)..]) : 0;
            var isName = behind == 0 && !atom.Contains((byte)'-') && atom.Length <= 48 && !char.IsAsciiDigit((char)atom[0]);
            _atoms.Add(new Atom(key, 0, 0, -1, behind, atom.Length, isName, IsAsked(key, behind), 0));
        }

        return id;
    }

    /// <summary>Atoms that a block mentions, for calls and for words of the assistant.</summary>
    public ReadOnlySpan<int> MentionedBy(int block) => CollectionsMarshal.AsSpan(_mentioned)[_starts[block].._starts[block + 1]];

    /// <summary>Takes note of what the next block mentions.</summary>
    public void Read(in Block block, ReadOnlySpan<byte> text)
    {
        if (block.Kind == BlockKind.Call)
            MentionArguments(text, block.Turn);
        else if (block.Kind == BlockKind.Text && block.Role == Role.Assistant)
            Mention(text, 1, block.Turn);
        else if (block.Has(BlockFlags.Request))
            foreach (var atom in new AtomScanner(text))
            {
                _askedGrew |= _asked.Add(XxHash3.HashToUInt64(atom));
                _askedGrew |= _asked.Add(XxHash3.HashToUInt64(atom[(atom.LastIndexOf((byte)'/') + 1)..]));
            }

        _starts.Add(_mentioned.Count);
    }

    /// <summary>Brings up to date who was named. True where that changed.</summary>
    public bool Settle()
    {
        if (!_askedGrew)
            return false;
        _askedGrew = false;
        foreach (ref var atom in CollectionsMarshal.AsSpan(_atoms))
            atom.Asked = IsAsked(atom.Key, atom.Base);
        return true;
    }

    /// <summary>What the atoms of a line say of it.</summary>
    public LineAtoms Of(ReadOnlySpan<AtomAt> line)
    {
        var (sum, last, asked) = (0.0, -1, false);
        var atoms = CollectionsMarshal.AsSpan(_atoms);
        foreach (var at in line)
        {
            ref readonly var atom = ref atoms[at.Id];
            sum += atom.Worth;
            last = Math.Max(last, atom.Last);
            asked |= atom.Asked;
        }

        return new LineAtoms(sum == 0 ? 0 : sum / Math.Sqrt(1 + line.Length), last < 0 ? 0 : 1f / (1 + (Turns - last) / 8f), asked);
    }

    /// <summary>How many atoms of a line are paths.</summary>
    public int PathsIn(ReadOnlySpan<AtomAt> line)
    {
        var paths = 0;
        foreach (var at in line)
            paths += _atoms[at.Id].Base != 0 ? 1 : 0;
        return paths;
    }

    /// <summary>Whether a person named an atom of a text, or the last part of a path in it.</summary>
    public bool IsAsked(ReadOnlySpan<byte> text)
    {
        foreach (var atom in new AtomScanner(text))
            if (_atoms[Intern(atom)].Asked)
                return true;
        return false;
    }

    /// <summary>Worth of one name: how often the assistant used it, and how lately.</summary>
    public double Worth(int id) => (0.2 + _atoms[id].Worth) * (0.3 + (_atoms[id].Last >= 0 ? 1f / (1 + (Turns - _atoms[id].Last) / 16f) : 0));

    /// <summary>Whether an atom may be listed as a name of a file.</summary>
    public bool IsName(int id) => _atoms[id].IsName;

    /// <summary>Bytes of an atom.</summary>
    public int LengthOf(int id) => _atoms[id].Length;

    /// <summary>Tokens of an atom, counted once.</summary>
    public int TokensOf(int id, ReadOnlySpan<byte> text)
    {
        ref var atom = ref CollectionsMarshal.AsSpan(_atoms)[id];
        return atom.Tokens > 0 ? atom.Tokens : atom.Tokens = meter.Count(text);
    }

    private bool IsAsked(ulong key, ulong behind) => _asked.Contains(key) || behind != 0 && _asked.Contains(behind);

    private void Mention(ReadOnlySpan<byte> text, int weight, int turn)
    {
        foreach (var found in new AtomScanner(text))
        {
            var id = Intern(found);
            _mentioned.Add(id);
            ref var atom = ref CollectionsMarshal.AsSpan(_atoms)[id];
            atom.Acted += weight;
            atom.Worth = PortableMath.Log(1 + atom.Acted);
            atom.Last = turn;
        }
    }

    /// <summary>Escapes of JSON are no part of a word: <c>\nname</c> would be read as <c>nname</c>.</summary>
    private void MentionArguments(ReadOnlySpan<byte> text, int turn)
    {
        using var room = SpanOwner<byte>.Allocate(text.Length);
        text.CopyTo(room.Span);
        for (var rest = room.Span; rest.IndexOf((byte)'\\') is >= 0 and var at && at + 1 < rest.Length; rest = rest[(at + 2)..])
            rest.Slice(at, 2).Fill((byte)' ');
        Mention(room.Span, 2, turn);
    }
}
