using System.Security.Cryptography;
using System.Text;
using Pith.Store;

namespace Pith.Trust;

/// <summary>Where it is written down which folders a person trusts: one small file each, replaced as a whole. Throws <see cref="StoreException"/> when the disk refuses.</summary>
/// <param name="root">The folder of the store.</param>
public sealed class TrustLedger(string root)
{
    private readonly string _folder = Path.Combine(root, "trust");

    /// <summary>The record of a folder; null where there is none.</summary>
    /// <param name="folder">Its real path.</param>
    public TrustRecord? Find(string folder) =>
        StateFile.TryRead(PathOf(folder)) is { } bytes && TrustRecord.Of(bytes) is { } record && record.Folder == folder ? record : null;

    /// <summary>All records, by their folders.</summary>
    public IReadOnlyList<TrustRecord> All() =>
        !Directory.Exists(_folder) ? [] : [.. Directory.GetFiles(_folder, "*.json").Select(f => StateFile.TryRead(f) is { } bytes ? TrustRecord.Of(bytes) : null).OfType<TrustRecord>().OrderBy(r => r.Folder, StringComparer.Ordinal)];

    /// <summary>Writes a record in place of the folder's earlier one. Durable when this returns.</summary>
    public void Write(TrustRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(_folder);
            else
                Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(_folder, $"the folder {_folder} cannot be made", refused);
        }

        StateFile.Replace(PathOf(record.Folder), record.ToJson());
    }

    /// <summary>Takes a folder's record away; false where there was none.</summary>
    public bool Remove(string folder)
    {
        var path = PathOf(folder);
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    private string PathOf(string folder) => Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..32]}.json");
}
