using Pith.Store;

namespace Pith.Sessions;

/// <summary>A value of a content that lies in the store. What stands in its place is a preview that any reader of transcripts can show.</summary>
/// <param name="At">Bytes of the written content before it.</param>
/// <param name="Length">Bytes of what stands in its place.</param>
/// <param name="Hash">Where it is.</param>
/// <param name="Form">How the blob becomes the value again.</param>
/// <param name="Head">Raw JSON before it.</param>
/// <param name="Tail">Raw JSON behind it.</param>
internal readonly record struct ContentSplice(int At, int Length, BlobHash Hash, SpliceForm Form, byte[] Head, byte[] Tail);
