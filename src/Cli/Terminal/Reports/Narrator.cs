using System.Globalization;
using Pith.Agents;
using Pith.Cli.Terminal.Diffs;
using Pith.Cli.Terminal.Documents;
using Pith.Cli.Texts;
using Pith.Events;
using Pith.Tools;

namespace Pith.Cli.Terminal.Reports;

/// <summary>Tells what an agent does: events to lines, of which each is final but for those of <see cref="Live"/>.</summary>
/// <param name="styled">Whether styles can be shown.</param>
/// <param name="done">Takes the final lines.</param>
internal sealed class Narrator(bool styled, Action<Line> done)
{
    private const int LongestThought = 300;

    private readonly HashSet<string> _shown = [];
    private MarkdownStream _text = new(styled);
    private CleanText _clean = new();
    private string _thought = "", _calling = "";
    private bool _isTalking;

    /// <summary>What may still change: the last line of the answer, or what the model is about.</summary>
    public IEnumerable<Line> Live =>
        _isTalking ? _text.Live
        : _calling.Length > 0 ? [Line.Of(_calling, Style.Dim)]
        : _thought.Length > 0 ? [Line.Of(_thought, new Style(Marks.Dim | Marks.Italic))] : [];

    /// <summary>Where relative paths of diffs start.</summary>
    public string Folder { get; set; } = "/";

    /// <summary>The diff of a call, told before it runs; then it is not told again.</summary>
    public void TellDiff(ToolCall call)
    {
        if (!_shown.Contains(call.Id) && CallDiff.Of(call, Folder) is { } changes && DiffLines.Of(changes) is { Count: > 0 } lines && _shown.Add(call.Id))
            lines.ForEach(done);
    }

    /// <summary>Tells an event.</summary>
    public void Take(AgentEvent found)
    {
        switch (found)
        {
            case AgentEvent.Answering answering:
                Take(answering.Event);
                break;
            case AgentEvent.Answered:
                EndText();
                break;
            case AgentEvent.CallBegan began:
                done(new Line { Hang = 2 }.Add("● ", Style.Of(Paint.Green)).Add(CallTitle.Of(began.Call), Style.Bold));
                TellDiff(began.Call);
                break;
            case AgentEvent.CallRefused refused:
                done(new Line { Hang = 2 }.Add("✗ ", Style.Of(Paint.Red)).Add(CallTitle.Of(refused.Call), Style.Bold));
                break;
            case AgentEvent.CallEnded ended:
                ResultLines.Of(ended.Call, ended.Result).ForEach(done);
                break;
            case AgentEvent.Compacted compacted:
                done(Line.Of(string.Create(CultureInfo.InvariantCulture, $"The conversation was made smaller: {compacted.Before:N0} to {compacted.After:N0} tokens. What left it stays in the session."), Style.Dim));
                break;
            case AgentEvent.Ended { Message.Length: > 0 } ended:
                EndText();
                done(Line.Of(ended.Message, Style.Of(ended.Reason == EndReason.Done ? Paint.None : Paint.Red)));
                break;
        }
    }

    /// <summary>What was being said is all there is: the run has ended, or was interrupted.</summary>
    public void EndText()
    {
        _text.End(done);
        (_text, _clean, _thought, _calling, _isTalking) = (new MarkdownStream(styled), new CleanText(), "", "", false);
    }

    private void Take(ModelEvent found)
    {
        switch (found)
        {
            case ModelEvent.TextDelta delta:
                if (!_isTalking)
                    EndText();
                _isTalking = true;
                _text.Take(_clean.Take(delta.Text.Span), done);
                break;
            case ModelEvent.ThinkingDelta thinking:
                _thought = Tail(_thought + CleanText.LineOf(System.Text.Encoding.UTF8.GetString(thinking.Text.Span)));
                break;
            case ModelEvent.CallStarted started:
                EndText();
                _calling = $"● {CleanText.LineOf(started.Name)} …";
                break;
            case ModelEvent.BlockComplete when _isTalking:
                EndText();
                break;
            case ModelEvent.Retrying retrying:
                EndText();
                done(Line.Of(string.Create(CultureInfo.InvariantCulture, $"{retrying.Fault.Message}; attempt {retrying.Attempt + 1} of {retrying.Attempts} in {retrying.Delay.TotalSeconds:0.0} s, the answer begins anew"), Style.Of(Paint.Yellow)));
                break;
        }
    }

    private static string Tail(string thought) =>
        thought.Length <= LongestThought ? thought : thought[^(char.IsLowSurrogate(thought[^LongestThought]) ? LongestThought - 1 : LongestThought)..];
}
