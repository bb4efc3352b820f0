using System.Text.Json;

namespace Pith.Tools.Inputs;

/// <summary>One member of an input object, still as it was written.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Kind">How its value starts.</param>
/// <param name="Value">A text without its quotes and with its escapes; anything else whole.</param>
internal readonly record struct InputField(string Name, JsonTokenType Kind, ReadOnlyMemory<byte> Value);
