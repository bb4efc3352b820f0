using System.Text.Json;
using Pith.Compaction.Epochs;

namespace Pith.Compaction.Receipts;

/// <summary>What a boundary costs and saves, in dollars of the input.</summary>
/// <param name="Prices">The model whose prices they are.</param>
/// <param name="Stay">The next call without it.</param>
/// <param name="Boundary">The next call with it.</param>
/// <param name="SavedPerCall">What each later call costs less.</param>
/// <param name="IsCold">Whether the provider's cache had nothing of the conversation any more.</param>
public readonly record struct ReceiptMoney(string Prices, decimal Stay, decimal Boundary, decimal SavedPerCall, bool IsCold)
{
    /// <summary>The money of a decision.</summary>
    public static ReceiptMoney Of(string prices, in EpochDecision decision) => new(prices, decimal.Round(decision.StayDollars, 6), decimal.Round(decision.BoundaryDollars, 6), decimal.Round(decision.SavedPerCall, 6), decision.IsCold);

    /// <summary>Writes it as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("prices"u8, Prices);
        json.WriteNumber("nextCallAsIs"u8, Stay);
        json.WriteNumber("nextCallAsPlanned"u8, Boundary);
        json.WriteNumber("savedPerCall"u8, SavedPerCall);
        json.WriteBoolean("cold"u8, IsCold);
        json.WriteEndObject();
    }
}
