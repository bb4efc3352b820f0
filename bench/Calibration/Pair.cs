namespace Pith.Bench.Calibration;

/// <summary>Two consecutive calls of a session: what came between them in o200k tokens, and what the provider counted.</summary>
/// <param name="Session">The file.</param>
/// <param name="Model">The model of both calls.</param>
/// <param name="Output">Output tokens the provider reported for the first.</param>
/// <param name="Said">o200k tokens of the first call's words and arguments.</param>
/// <param name="Results">o200k tokens of the tool results between the calls.</param>
/// <param name="ResultCharacters">Characters of them.</param>
/// <param name="Calls">Tool results between the calls.</param>
/// <param name="Delta">Growth of the context, in the provider's tokens.</param>
internal readonly record struct Pair(string Session, string Model, long Output, long Said, long Results, long ResultCharacters, int Calls, long Delta);
