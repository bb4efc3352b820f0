using System.Text.Json;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>
/// Reads a transcript as a stream of records and blocks. The format is told by content; a file has one. Line formats
/// take the memory of their longest line, documents that of the document, both up to a cap. Broken input becomes records
/// of kind <see cref="RecordKind.Malformed"/> and reading goes on behind it. No allocation per record.
/// </summary>
public sealed class TranscriptReader : IDisposable
{
    /// <summary>How much is looked at to tell the format: enough for the largest first record seen (a system prompt).</summary>
    internal const int Glance = 1 << 18;

    private readonly Stream _stream;
    private readonly ReaderOptions _options;
    private readonly LineScanner _lines;
    private Dialect? _dialect;
    private bool _isDocument, _isYaml, _ended;

    /// <summary>Reads a stream from where it stands, and disposes it in the end.</summary>
    /// <param name="stream">Decompressed bytes, as from <see cref="TranscriptSource"/>.</param>
    /// <param name="options">Limits and name.</param>
    public TranscriptReader(Stream stream, ReaderOptions options)
    {
        if (options.MaxLine <= 0)
            options = new ReaderOptions();
        (_stream, _options) = (stream, options);
        _lines = new LineScanner(stream, options.MaxLine);
    }

    /// <summary>The format; known after the first <see cref="Read"/>.</summary>
    public DialectKind Dialect { get; private set; }

    /// <summary>Records read that were no JSON or too long.</summary>
    public long Malformed { get; private set; }

    /// <summary>Bytes of the (decompressed) stream behind the last unit read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads the next line, or the document, into a sink; false at the end.</summary>
    /// <param name="sink">Takes what is found.</param>
    /// <exception cref="UnreadableTranscriptException">The input is no transcript, or its compression is broken.</exception>
    public bool Read(ITranscriptSink sink)
    {
        if (_ended)
            return false;
        if (_dialect is null)
            Detect();
        if (_isDocument)
            return ReadDocument(sink);
        do
        {
            if (!_lines.Read())
            {
                _ended = true;
                return false;
            }
        }
        while (!_lines.TooLong && IsBlank(_lines.Line));

        BytesRead = _lines.Offset + _lines.FullLength;
        if (_lines.TooLong)
            Report(sink, _lines.Offset, _lines.Number, $"the line has {_lines.FullLength} bytes, more than the limit of {_options.MaxLine}; raise it with --max-line");
        else
            ReadValues(_lines.Line, new Place(_lines.Offset, _lines.Number), sink);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _stream.Dispose();
    }

    /// <summary>A line should hold one value, but may hold several, or one and then rubbish.</summary>
    private void ReadValues(ReadOnlySpan<byte> text, Place place, ITranscriptSink sink)
    {
        var at = 0;
        while (!IsBlank(text[at..]))
        {
            if (!TryMeasure(text[at..], out var start, out var length, out var reason))
            {
                Report(sink, place.Offset + at, place.Line, reason);
                return;
            }

            // Writers lose line feeds between records, which are objects; anything else behind a value is rubbish.
            if (at > 0 && text[at + start] != '{')
            {
                Report(sink, place.Offset + at + start, place.Line, "something that is no record stands behind a record on its line");
                return;
            }

            _dialect!.Read(JsonValue.Of(text.Slice(at + start, length)), place with { Offset = place.Offset + at + start }, sink);
            at += start + length;
        }
    }

    private bool ReadDocument(ITranscriptSink sink)
    {
        _ended = true;
        var text = _lines.ReadDocument(out var tooLong);
        BytesRead = _lines.Offset + text.Length;
        if (tooLong)
            Report(sink, _lines.Offset, 1, $"the document is longer than the limit of {_options.MaxLine} bytes; raise it with --max-line");
        else if (_isYaml)
            ReadYaml(text, sink);
        else
            ReadValues(text, new Place(_lines.Offset, 1), sink);
        return true;
    }

    private void ReadYaml(ReadOnlySpan<byte> text, ITranscriptSink sink)
    {
        if (!((Cassette)_dialect!).TryReadYaml(text, new Place(_lines.Offset, 1), sink, out var line))
            Report(sink, _lines.Offset, line, $"line {line} is YAML that cassettes do not use");
    }

    private void Report(ITranscriptSink sink, long offset, long line, string reason)
    {
        Malformed++;
        sink.Record(new RecordView { Kind = RecordKind.Malformed, Offset = offset, Line = line, Reason = reason });
    }

    /// <summary>Finds the first value of a text and checks that it is JSON throughout.</summary>
    private static bool TryMeasure(ReadOnlySpan<byte> text, out int start, out int length, out string reason)
    {
        (start, length, reason) = (0, 0, "");
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: true, new JsonReaderState(Measuring));
            reader.Read();
            start = (int)reader.TokenStartIndex;
            reader.Skip();
            length = (int)reader.BytesConsumed - start;
            return true;
        }
        catch (JsonException e)
        {
            reason = $"not JSON at byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1} of the record";
            return false;
        }
    }

    private static readonly JsonReaderOptions Measuring = JsonLimits.Options with { AllowMultipleValues = true };

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8).IsEmpty;

    private void Detect()
    {
        var head = _lines.Peek(Glance);
        if (IsBlank(head))
            throw Unreadable("is empty; give a transcript that has at least one record");
        if (Signatures.NameOf(head) is { } format)
            throw Unreadable($"is {format}, not a transcript; give a JSON, JSONL or .traj file, or one of these compressed with gzip or zstd");
        if (IsCassette(head))
            (Dialect, _isDocument, _isYaml) = (DialectKind.Cassette, true, true);
        else if (LooksLikeDocument(head))
            DetectDocument();
        else
            DetectLines(head.Length);
        _dialect = DialectDetector.Create(Dialect);
    }

    /// <summary>Whether a file that begins like this is one document, whose lines say nothing each on its own.</summary>
    /// <param name="head">The first <see cref="Glance"/> bytes, or all there are.</param>
    internal static bool IsDocument(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        return !IsBlank(head) && (IsCassette(head) || LooksLikeDocument(head));
    }

    private static bool IsCassette(ReadOnlySpan<byte> head) => head.TrimStart(" \t\r\n"u8).StartsWith("interactions:"u8);

    /// <summary>A document over several lines: the first is no whole value, and goes on as JSON behind its end.</summary>
    private static bool LooksLikeDocument(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n"u8);
        var end = head.IndexOf((byte)'\n');
        if (end < 0 || head[0] is not ((byte)'{' or (byte)'[') || TryMeasure(head[..end], out _, out _, out _))
            return false;
        try
        {
            var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(Measuring));
            while (reader.Read() && reader.CurrentDepth >= 0 && reader.BytesConsumed <= end)
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void DetectDocument()
    {
        _isDocument = true;
        var text = _lines.Peek(_options.MaxLine);
        if (text.Length < _options.MaxLine && !TryMeasure(text, out _, out _, out var reason))
            throw Unreadable($"begins like one JSON document but is {reason}; check that it is whole");
        Dialect = text.Length < _options.MaxLine ? DialectDetector.Of(JsonValue.Of(text)) : DialectKind.OpenAiChat;
        if (Dialect == DialectKind.Unknown)
            throw Unreadable("is JSON, but of no transcript format that pith reads; `pith help formats` lists them");
    }

    /// <summary>The first line that has a mark of some format decides; broken lines before it are left to be reported.</summary>
    private void DetectLines(int glance)
    {
        // Zero bytes alone refuse nothing: a power cut leaves runs of them between good records.
        var hasZero = _lines.Peek(8192).Contains((byte)0);
        var whole = 0;
        for (var at = 0; at < glance && Dialect == DialectKind.Unknown;)
        {
            var line = LineAt(at);
            at += line.Length + 1;
            if (IsBlank(line) || !TryMeasure(line, out var start, out var length, out _))
                continue;
            whole += line[start] is (byte)'{' or (byte)'[' ? 1 : 0; // a digit alone is JSON too, and noise has some
            Dialect = DialectDetector.Of(JsonValue.Of(line.Slice(start, length)));
        }

        if (Dialect == DialectKind.Unknown && whole == 0 && _lines.Peek(2) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw Unreadable("is UTF-16; convert it first with iconv -f utf-16 -t utf-8");
        if (Dialect == DialectKind.Unknown && whole == 0 && hasZero)
            throw Unreadable("is binary (it has a zero byte at the start), not a transcript");
        if (Dialect == DialectKind.Unknown)
            throw Unreadable(whole > 0
                ? "is JSON, but of no transcript format that pith reads; `pith help formats` lists them"
                : "has no line with a JSON object near its start, so it is no transcript; give a JSON, JSONL or .traj file");
    }

    /// <summary>The line that begins there, whole even if the glance cut it off, as long as it is within the limit.</summary>
    private ReadOnlySpan<byte> LineAt(int at)
    {
        for (var bytes = Glance; ; bytes = (int)Math.Min(_options.MaxLine, bytes * 4L))
        {
            var text = _lines.Peek(bytes);
            var end = text[at..].IndexOf((byte)'\n');
            if (end >= 0)
                return text.Slice(at, end);
            if (text.Length < bytes || bytes >= _options.MaxLine)
                return text[at..];
        }
    }

    private UnreadableTranscriptException Unreadable(string what) => new($"{_options.Name} {what}");
}
