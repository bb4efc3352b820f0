using Pith.Store;

namespace Pith.Tools.Files;

/// <summary>A file as the model last saw it.</summary>
/// <param name="Stamp">What the system said of it then.</param>
/// <param name="Hash">Of all its bytes; null when it was too large to be read for that.</param>
internal readonly record struct SeenFile(FileStamp Stamp, BlobHash? Hash);
