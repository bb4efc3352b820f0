using System.Buffers;
using System.Text;
using Pith.Cli.Stores;
using Pith.Hooks;
using Pith.Offload;
using Pith.Store;

namespace Pith.Cli.Runs;

/// <summary>What hooks say to the model, marked as theirs; at length it goes to the store and the model sees a preview.</summary>
/// <param name="store">Takes it.</param>
internal sealed class HookWords(BlobStore store)
{
    private const int Longest = 10_000;

    public string Of(HookEvent at, string text)
    {
        if (text.Length > Longest)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var preview = new ArrayBufferWriter<byte>(Preview.MaxBytes);
            var hash = StoreRoot.TryPut(store, bytes);
            Preview.Write(bytes, new PreviewContext { Tool = "hook"u8, Hash = hash }, Preview.MaxBytes, preview);
            text = Encoding.UTF8.GetString(preview.WrittenSpan);
        }

        return $"<system-reminder>\nA {at} hook of the user says:\n{text}\n</system-reminder>";
    }
}
