using System.Buffers;
using System.Text;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>
/// The YAML that recorders of HTTP exchanges write, turned into JSON: block mappings and sequences, plain, quoted,
/// literal and folded scalars, empty flow collections. Anything else is refused with its line.
/// </summary>
internal ref struct YamlSubset
{
    /// <summary>As deep as JSON may be: the outcome is read as such, and every level costs stack.</summary>
    private static readonly int MaxDepth = JsonLimits.Options.MaxDepth;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789."u8);

    private readonly ReadOnlySpan<byte> _yaml;
    private readonly IBufferWriter<byte> _json;
    private readonly List<(int Start, int Length, int Indent)> _lines = [];
    private int _at, _depth;

    private YamlSubset(ReadOnlySpan<byte> yaml, IBufferWriter<byte> json)
    {
        _yaml = yaml;
        _json = json;
        var start = 0;
        foreach (var range in yaml.Split((byte)'\n'))
        {
            var line = yaml[range].TrimEnd((byte)'\r');
            if (line.SequenceEqual("..."u8))
                break; // the end of the document; recorders of streams write it
            var indent = line.Length - line.TrimStart((byte)' ').Length;
            _lines.Add((start, line.Length, indent));
            start = range.End.GetOffset(yaml.Length) + 1;
        }
    }

    /// <summary>Writes the document as JSON; on failure says which line was not understood.</summary>
    public static bool TryConvert(ReadOnlySpan<byte> yaml, IBufferWriter<byte> json, out int line)
    {
        var converter = new YamlSubset(yaml, json);
        try
        {
            converter.SkipBlank();
            converter.Node(converter._lines[converter._at].Indent);
            converter.SkipBlank();
        }
        catch (FormatException)
        {
            line = converter._at + 1;
            return false;
        }

        line = converter._at + 1;
        return converter._at >= converter._lines.Count;
    }

    private readonly ReadOnlySpan<byte> Line(int at) => _yaml.Slice(_lines[at].Start, _lines[at].Length);

    private readonly ReadOnlySpan<byte> Body(int at) => Line(at)[_lines[at].Indent..];

    private void SkipBlank()
    {
        while (_at < _lines.Count && (Body(_at).IsEmpty || Body(_at)[0] == '#' || Body(_at).SequenceEqual("---"u8)))
            _at++;
    }

    private static bool IsItem(ReadOnlySpan<byte> body) => body.StartsWith("- "u8) || body.SequenceEqual("-"u8);

    private void Node(int indent)
    {
        if (IsItem(Body(_at)))
            Sequence(indent);
        else
            Mapping(indent);
    }

    private void Sequence(int indent)
    {
        var first = true;
        Descend();
        _json.Write("["u8);
        for (SkipBlank(); _at < _lines.Count && _lines[_at].Indent == indent && IsItem(Body(_at)); SkipBlank())
        {
            _json.Write(first ? ""u8 : ","u8);
            first = false;
            Item(indent);
        }

        _json.Write("]"u8);
        _depth--;
    }

    private void Descend()
    {
        if (++_depth > MaxDepth)
            throw new FormatException();
    }

    /// <summary>What follows a dash is read as if it stood on a line of its own, two columns in.</summary>
    private void Item(int indent)
    {
        var line = _lines[_at];
        var rest = Body(_at)[1..].TrimStart((byte)' ');
        if (rest.IsEmpty)
        {
            _at++;
            SkipBlank();
            if (_at < _lines.Count && _lines[_at].Indent > indent)
                Node(_lines[_at].Indent);
            else
                _json.Write("null"u8);
            return;
        }

        var inner = line.Length - rest.Length;
        _lines[_at] = line with { Indent = inner };
        if (IsItem(rest))
            Sequence(inner);
        else if (KeyLength(rest) > 0)
            Mapping(inner);
        else
            Scalar(rest, indent);
    }

    private void Mapping(int indent)
    {
        var first = true;
        Descend();
        _json.Write("{"u8);
        for (SkipBlank(); _at < _lines.Count && _lines[_at].Indent == indent && !IsItem(Body(_at)); SkipBlank())
        {
            var body = Body(_at);
            var key = KeyLength(body);
            if (key <= 0)
                throw new FormatException();
            _json.Write(first ? ""u8 : ","u8);
            first = false;
            JsonString.WriteQuoted(_json, body[..key].Trim("'\""u8));
            _json.Write(":"u8);
            Value(body[(key + 1)..].Trim((byte)' '), indent);
        }

        _json.Write("}"u8);
        _depth--;
    }

    private void Value(ReadOnlySpan<byte> value, int indent)
    {
        if (!value.IsEmpty)
        {
            Scalar(value, indent);
            return;
        }

        _at++;
        SkipBlank();
        var deeper = _at < _lines.Count && (_lines[_at].Indent > indent || _lines[_at].Indent == indent && IsItem(Body(_at)));
        if (deeper)
            Node(_lines[_at].Indent);
        else
            _json.Write("null"u8);
    }

    /// <summary>Length of the key that a line begins with, 0 when it begins with none.</summary>
    private static int KeyLength(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || IsForeign(body[0]))
            return 0;
        if (body[0] is (byte)'"' or (byte)'\'')
        {
            var close = body[1..].IndexOf(body[0]);
            return close >= 0 && close + 2 < body.Length && body[close + 2] == ':' ? close + 2 : 0;
        }

        var colon = body.IndexOf(": "u8);
        return colon > 0 ? colon : body[^1] == ':' ? body.Length - 1 : 0;
    }

    /// <summary>Flow collections, anchors, aliases and tags: YAML that the recorders do not write.</summary>
    private static bool IsForeign(byte first) => first is (byte)'{' or (byte)'[' or (byte)'&' or (byte)'*' or (byte)'!';

    private void Scalar(ReadOnlySpan<byte> value, int indent)
    {
        if (value.StartsWith("!!binary"u8))
            value = value["!!binary"u8.Length..].Trim((byte)' ');
        if (value.IsEmpty)
            throw new FormatException();
        if (value[0] is (byte)'|' or (byte)'>')
            Block(value, indent);
        else if (value[0] is (byte)'"' or (byte)'\'')
            Quoted(value, indent);
        else if (value.SequenceEqual("{}"u8) || value.SequenceEqual("[]"u8))
        {
            _json.Write(value);
            _at++;
        }
        else if (IsForeign(value[0]))
            throw new FormatException();
        else
            Plain(value, indent);
    }

    private void Block(ReadOnlySpan<byte> header, int indent)
    {
        var folded = header[0] == '>';
        _at++;
        var text = new ArrayBufferWriter<byte>();
        var inner = -1;
        var last = _at;
        for (var i = _at; i < _lines.Count; i++)
        {
            if (!Body(i).IsEmpty)
            {
                if (_lines[i].Indent <= indent)
                    break;
                inner = inner < 0 ? _lines[i].Indent : inner;
            }

            last = i + 1;
        }

        for (; _at < last; _at++)
        {
            var line = Line(_at);
            text.Write(line[Math.Min(inner < 0 ? 0 : inner, line.Length)..]);
            text.Write(folded && _at + 1 < last ? " "u8 : "\n"u8);
        }

        var all = text.WrittenSpan;
        if (!header.Contains((byte)'+'))
            all = all.TrimEnd((byte)'\n');
        JsonString.WriteQuoted(_json, header.Contains((byte)'-') || header.Contains((byte)'+') ? all : [.. all, (byte)'\n']);
    }

    /// <summary>A quoted scalar, over as many lines as it takes: a line break is a space, an empty line a break.</summary>
    private void Quoted(ReadOnlySpan<byte> value, int indent)
    {
        var quote = value[0];
        var text = new ArrayBufferWriter<byte>();
        var part = value[1..];
        var breaks = 0;
        while (true)
        {
            var close = Close(part, quote);
            var body = close < 0 ? part.TrimEnd((byte)' ') : part[..close];
            if (breaks > 0)
                text.Write(breaks == 1 ? " "u8 : Encoding.ASCII.GetBytes(new string('\n', breaks - 1)));
            var joins = close < 0 && quote == '"' && EndsOpen(body);
            text.Write(joins ? body[..^1] : body);
            _at++;
            if (close >= 0)
                break;
            breaks = joins ? 0 : 1;
            while (_at < _lines.Count && Body(_at).IsEmpty)
            {
                breaks++;
                _at++;
            }

            if (_at >= _lines.Count)
                throw new FormatException();
            part = Body(_at);
            if (joins && part.StartsWith("\\ "u8))
                part = part[1..]; // an escaped space keeps the indentation out
        }

        if (quote == '"')
            YamlEscapes.Write(text.WrittenSpan, _json);
        else
            JsonString.WriteQuoted(_json, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.WrittenSpan).Replace("''", "'", StringComparison.Ordinal)));
    }

    private static bool EndsOpen(ReadOnlySpan<byte> body)
    {
        var slashes = 0;
        while (slashes < body.Length && body[^(slashes + 1)] == '\\')
            slashes++;
        return slashes % 2 == 1;
    }

    /// <summary>Where the quote closes, -1 when not on this line.</summary>
    private static int Close(ReadOnlySpan<byte> part, byte quote)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (quote == '"' && part[i] == '\\')
                i++;
            else if (part[i] == quote && quote == '\'' && i + 1 < part.Length && part[i + 1] == quote)
                i++;
            else if (part[i] == quote)
                return i;
        }

        return -1;
    }

    private void Plain(ReadOnlySpan<byte> value, int indent)
    {
        _at++;
        var text = new ArrayBufferWriter<byte>();
        text.Write(value);
        var breaks = 1;
        while (_at < _lines.Count)
        {
            if (Body(_at).IsEmpty)
            {
                breaks++;
                _at++;
                continue;
            }

            if (_lines[_at].Indent <= indent)
                break;
            text.Write(breaks == 1 ? " "u8 : Encoding.ASCII.GetBytes(new string('\n', breaks - 1)));
            text.Write(Body(_at).TrimEnd((byte)' '));
            breaks = 1;
            _at++;
        }

        var all = text.WrittenSpan;
        if (all.SequenceEqual("null"u8) || all.SequenceEqual("~"u8))
            _json.Write("null"u8);
        else if (all.SequenceEqual("true"u8) || all.SequenceEqual("false"u8) || IsNumber(all))
            _json.Write(all);
        else
            JsonString.WriteQuoted(_json, all);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var digits = text.StartsWith("-"u8) ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > 1 && digits[0] == '0' && digits[1] != '.')
            return false;
        return digits[0] != '.' && digits[^1] != '.' && digits.IndexOfAnyExcept(NumberBytes) < 0 && digits.Count((byte)'.') <= 1;
    }
}
