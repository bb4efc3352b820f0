namespace Pith.Store;

/// <summary>How full a store is.</summary>
/// <param name="Used">Bytes on disk that count against the quota: exact within a day's drift of processes that were killed.</param>
/// <param name="Quota">Bytes on disk that it may take.</param>
/// <param name="Free">Bytes free on its disk.</param>
/// <param name="Floor">Bytes that it leaves free there.</param>
/// <param name="IsNearlyFull">Whether a warning is due: little of the quota is left.</param>
public readonly record struct StoreRoom(long Used, long Quota, long Free, long Floor, bool IsNearlyFull);
