using System.Globalization;
using System.Text;
using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Terminal;

/// <summary>A terminal small enough to be seen through: it takes bytes and holds a screen, a scrollback and a cursor. What it does not know fails the test.</summary>
internal sealed class VirtualTerminal(int columns, int rows) : Stream
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _sequence = new();
    private List<string[]> _screen = [.. Enumerable.Range(0, rows).Select(_ => Blank(columns))];
    private bool _isPending, _wraps = true;

    public int Columns { get; private set; } = columns;

    public int Row { get; private set; }

    public int Column { get; private set; }

    public List<string> Scrollback { get; } = [];

    /// <summary>Rows that were written to since the last look.</summary>
    public HashSet<int> Touched { get; } = [];

    public int Writes { get; private set; }

    /// <summary>What the terminal was told that draws nothing.</summary>
    public string Signals { get; private set; } = "";

    public bool IsBroken { get; set; }

    public bool IsSynchronized { get; private set; }

    public bool ShowsCursor { get; private set; } = true;

    /// <summary>Everything, scrollback first, without what is blank at the ends.</summary>
    public string Text => string.Join('\n', Scrollback.Concat(Shown)).TrimEnd('\n');

    public IEnumerable<string> Shown => _screen.Select(r => string.Concat(r).TrimEnd());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsBroken)
            throw new IOException("the terminal is gone");
        Writes++;
        var text = new char[buffer.Length + 1];
        var length = _utf8.GetChars(buffer, text, flush: false);
        for (ReadOnlySpan<char> rest = text.AsSpan(0, length); !rest.IsEmpty;)
        {
            var taken = _sequence.Length > 0 || char.IsControl(rest[0]) ? 1 : StringInfo.GetNextTextElementLength(rest);
            Take(rest[..taken].ToString());
            rest = rest[taken..];
        }
    }

    /// <summary>Another width: rows that are longer break in two, as most terminals do it.</summary>
    public void Resize(int width)
    {
        var old = _screen.Take(Row + 1).Select(r => string.Concat(r).TrimEnd()).ToList();
        var (height, wanted) = (_screen.Count, new List<string[]>());
        var (cursorRow, cursorColumn) = (0, 0);
        for (var i = 0; i < old.Count; i++)
        {
            if (i == Row)
                (cursorRow, cursorColumn) = (wanted.Count + Column / width, Column % width);
            var cells = new List<string>();
            for (ReadOnlySpan<char> rest = old[i]; !rest.IsEmpty;)
            {
                var wide = CellWidth.Next(rest, out var length);
                cells.Add(rest[..length].ToString());
                cells.AddRange(Enumerable.Repeat("", wide - 1));
                rest = rest[length..];
            }

            for (var start = 0; start == 0 || start < cells.Count; start += width)
                wanted.Add([.. cells.Skip(start).Take(width), .. Enumerable.Repeat(" ", Math.Max(0, width - (cells.Count - start)))]);
        }

        while (wanted.Count <= cursorRow)
            wanted.Add(Blank(width));
        for (; cursorRow >= height; cursorRow--)
        {
            Scrollback.Add(string.Concat(wanted[0]).TrimEnd());
            wanted.RemoveAt(0);
        }

        _screen = [.. wanted.Take(height), .. Enumerable.Range(0, Math.Max(0, height - wanted.Count)).Select(_ => Blank(width))];
        (Columns, Row, Column, _isPending) = (width, cursorRow, cursorColumn, false);
    }

    private static string[] Blank(int width) => [.. Enumerable.Repeat(" ", width)];

    private void Take(string cluster)
    {
        if (_sequence.Length > 0 || cluster == "\e")
        {
            _sequence.Append(cluster);
            if (_sequence.Length > 2 && _sequence[1] == ']')
            {
                if (cluster == "\a")
                {
                    Signals += _sequence;
                    _sequence.Clear();
                }
            }
            else if (_sequence.Length > 2 && cluster[0] is >= '@' and <= '~')
            {
                Obey(_sequence.ToString());
                _sequence.Clear();
            }

            return;
        }

        switch (cluster)
        {
            case "\r":
                (Column, _isPending) = (0, false);
                break;
            case "\n":
                LineFeed();
                break;
            default:
                Assert.False(char.IsControl(cluster[0]), $"the control character {(int)cluster[0]:X2} reached the terminal");
                Put(cluster);
                break;
        }
    }

    private void Put(string cluster)
    {
        var width = CellWidth.Of(cluster);
        if (_isPending || Column + width > Columns)
        {
            if (_wraps)
            {
                Column = 0;
                LineFeed();
            }
            else
                Column = Columns - width;
        }

        Touched.Add(Row);
        _isPending = false;
        _screen[Row][Column] = cluster;
        for (var i = 1; i < width; i++)
            _screen[Row][Column + i] = "";
        Column += width;
        if (Column >= Columns)
            (Column, _isPending) = (Columns - 1, true);
    }

    private void LineFeed()
    {
        _isPending = false;
        if (Row < _screen.Count - 1)
        {
            Row++;
            return;
        }

        Scrollback.Add(string.Concat(_screen[0]).TrimEnd());
        _screen.RemoveAt(0);
        _screen.Add(Blank(Columns));
    }

    private void Obey(string sequence)
    {
        Assert.StartsWith("\e[", sequence);
        var (body, final) = (sequence[2..^1], sequence[^1]);
        var count = int.TryParse(body, CultureInfo.InvariantCulture, out var number) ? number : 1;
        switch (final)
        {
            case 'A':
                Row = Math.Max(0, Row - count);
                break;
            case 'C':
                (Column, _isPending) = (Math.Min(Columns - 1, Column + count), false);
                break;
            case 'K':
                Touched.Add(Row);
                Erase(Row, Column);
                break;
            case 'J':
                for (var row = Row; row < _screen.Count; row++)
                    Erase(row, row == Row ? Column : 0);
                break;
            case 'm':
                break;
            case 'h' or 'l':
                Switch(body, final == 'h');
                break;
            default:
                Assert.Fail($"unknown sequence {sequence[1..]}");
                break;
        }
    }

    private void Switch(string mode, bool on)
    {
        switch (mode)
        {
            case "?2026":
                IsSynchronized = on;
                break;
            case "?25":
                ShowsCursor = on;
                break;
            case "?7":
                _wraps = on;
                break;
            default:
                Assert.Fail($"unknown mode {mode}");
                break;
        }
    }

    private void Erase(int row, int from) => Array.Fill(_screen[row], " ", from, Columns - from);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
