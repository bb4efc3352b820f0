using System.Buffers;

namespace Pith.Conversations;

/// <summary>A form in which a view leaves: a request body, a chat list, plain text, a transcript.</summary>
public interface IViewWriter
{
    /// <summary>The form's name on the command line.</summary>
    string Name { get; }

    /// <summary>Writes the view. Equal views give equal bytes.</summary>
    /// <param name="view">What to write.</param>
    /// <param name="output">Takes the bytes.</param>
    void Write(View view, IBufferWriter<byte> output);
}
