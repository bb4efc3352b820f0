using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Models;
using Pith.Providers;
using Pith.Requests;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>The content of a user message, block by block: words and pictures, in their order. What is wrong first is kept.</summary>
internal sealed class UserBlocks
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<byte[]> _blocks = [];
    private readonly List<UserPicture> _pictures = [];
    private string? _problem;

    /// <summary>What is wrong with it as a whole, a sentence; null for nothing.</summary>
    public string? Problem
    {
        get
        {
            var limits = new RequestLimits();
            if (_problem is not null)
                return _problem;
            if (_pictures.Count == 0)
                return Utf8Text.IsBlank(_text.WrittenSpan) ? "a user message must say something" : null;
            if (_pictures.Count > limits.Pictures)
                return $"a message may show {limits.Pictures} pictures; this one has {_pictures.Count}";
            return _blocks.Sum(b => (long)b.Length) > limits.Bytes
                ? $"a message may have {limits.Bytes / 1_000_000} MB; show fewer or smaller pictures"
                : _pictures.Select(p => p.Problem(limits, _pictures.Count)).FirstOrDefault(p => p is not null);
        }
    }

    /// <summary>What is asked. Words alone are one block.</summary>
    public UserPrompt Prompt => _pictures.Count == 0 ? UserPrompt.Of(_text.WrittenMemory) : new UserPrompt(_text.WrittenMemory, _blocks);

    /// <summary>Takes words.</summary>
    public void Say(string words)
    {
        var text = Encoding.UTF8.GetBytes(words);
        _text.Write(_text.WrittenCount == 0 ? [] : "\n\n"u8);
        _text.Write(text);
        if (!Utf8Text.IsBlank(text)) // beside a picture it would be refused
            _blocks.Add(MessageBytes.TextBlock(text));
    }

    /// <summary>Takes a block as the Messages API writes it.</summary>
    public void Take(JsonElement block)
    {
        var type = block.Word("type");
        if (type == "text" && block.Word("text") is { } words)
            Say(words);
        else if (type == "image" && block.TryGetProperty("source", out var source))
            Show(source);
        else
            _problem ??= $"a block of type {type ?? "?"} is not taken here; send text and pictures, and name files that the model can read";
    }

    private void Show(JsonElement source)
    {
        if (source.Word("type") != "base64" || source.Word("media_type") is not { } media || source.Word("data") is not { } data)
        {
            _problem ??= "a picture's \"source\" needs \"type\":\"base64\", \"media_type\" and \"data\"";
            return;
        }

        var picture = new UserPicture(media, Encoding.UTF8.GetBytes(data));
        _pictures.Add(picture);
        _blocks.Add(MessageBytes.PictureBlock(media, picture.Data.Span));
    }
}
