using System.Buffers;
using Pith.Events;

namespace Pith.Providers;

/// <summary>A question to a model whose whole answer is wanted at once.</summary>
public static class ModelText
{
    /// <summary>The text of the answer, UTF-8, or what the model failed with; then there is none.</summary>
    /// <param name="provider">Whom to ask.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<(ReadOnlyMemory<byte> Text, string? Failure)> AskAsync(IModelProvider provider, ModelRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var text = new ArrayBufferWriter<byte>(256);
        await foreach (var found in provider.StreamAsync(request, cancel).ConfigureAwait(false))
            if (found is ModelEvent.TextDelta more)
                text.Write(more.Text.Span);
            else if (found is ModelEvent.Retrying)
                text.ResetWrittenCount(); // what came of that attempt is void
            else if (found is ModelEvent.Failed failed)
                return (default, failed.Message);
        return (text.WrittenMemory, null);
    }
}
