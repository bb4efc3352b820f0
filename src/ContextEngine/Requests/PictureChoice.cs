using Pith.Conversations;
using Pith.Models;

namespace Pith.Requests;

/// <summary>Which pictures of a view may stay: those that providers read, the newest so many, and no more than the body holds.</summary>
internal sealed class PictureChoice
{
    private readonly RequestLimits _limits;
    private readonly int _count;
    private int _tooMany;
    private long _tooHeavy;

    public PictureChoice(View view, RequestLimits limits)
    {
        _limits = limits;
        _count = PictureCheck.CountIn(view);
        _tooMany = _count - limits.Pictures;
        _tooHeavy = RequestSize.Of(view) - limits.Bytes;
    }

    /// <summary>The next picture, oldest first: as it is, under its true media type, or none and why.</summary>
    public (ViewBlock? Picture, RequestRule? Broken) Next(in ViewBlock picture)
    {
        var number = Math.Min(_count, _limits.Pictures);
        if (PictureCheck.Of(picture, _limits, number) is { } rule)
            return rule == RequestRule.PictureKind && PictureCheck.MediaOf(picture.Text.Span) is { } media
                && picture with { Extra = media } is var named && PictureCheck.Of(named, _limits, number) is null
                ? Fitting(named, rule)
                : Gone(picture, rule);
        return Fitting(picture, null);
    }

    /// <summary>Why a picture is not there, for the model.</summary>
    public static string Says(RequestRule rule) => rule switch
    {
        RequestRule.PictureCount or RequestRule.Size => "there are too many",
        RequestRule.PictureBytes or RequestRule.PictureSide => "it is too large",
        RequestRule.WrongRole => "only the user can show one",
        _ => "its data cannot be read",
    };

    private (ViewBlock?, RequestRule?) Fitting(in ViewBlock picture, RequestRule? broken)
    {
        if (_tooMany > 0)
            return Gone(picture, RequestRule.PictureCount);
        return _tooHeavy > 0 ? Gone(picture, RequestRule.Size) : (picture, broken);
    }

    private (ViewBlock?, RequestRule?) Gone(in ViewBlock picture, RequestRule why)
    {
        _tooMany--;
        _tooHeavy -= picture.Text.Length - RequestSize.Wrapping;
        return (null, why);
    }
}
