using System.Buffers;
using System.Text;
using Pith.Conversations;

namespace Pith.Budgets.Recordings;

/// <summary>
/// A form in which a view weighs, in characters / 4, exactly what the benchmark says it weighs: every part is filled up
/// with spaces to whole tokens, and every message has four tokens of wrapping. It exists so that pith's budget is met in
/// the unit that every other policy is given.
/// </summary>
internal sealed class RuledForm(ViewMessages messages) : IViewWriter
{
    public string Name => "ruled";

    public void Write(View view, IBufferWriter<byte> output)
    {
        foreach (var part in view.System)
            Fill(Encoding.UTF8.GetString(part.Span), output);
        foreach (var message in messages.Of(view))
        {
            Fill(new string('=', Message.Wrapping * CharTokens.Size), output);
            Fill(message.Text, output);
            foreach (var call in message.Calls)
            {
                Fill(call.Name, output);
                Fill(call.Arguments, output);
            }
        }
    }

    private static void Fill(string text, IBufferWriter<byte> output)
    {
        var spaces = CharTokens.Of(text) * CharTokens.Size - CharTokens.Characters(text);
        Encoding.UTF8.GetBytes(text, output);
        output.Write("   "u8[..spaces]);
    }
}
