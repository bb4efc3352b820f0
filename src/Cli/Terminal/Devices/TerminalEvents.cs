using Pith.Cli.Terminal.Keys;

namespace Pith.Cli.Terminal.Devices;

/// <summary>Who is told what happens at a terminal; from any thread.</summary>
/// <param name="Keys">Keys were pressed.</param>
/// <param name="Resized">It has another size.</param>
/// <param name="Stopping">The process is asked to stop, as by Ctrl-Z.</param>
/// <param name="Resumed">The process goes on after a stop.</param>
/// <param name="Ended">The terminal is gone, or the system wants an end, with this exit code.</param>
internal sealed record TerminalEvents(Action<IReadOnlyList<Key>> Keys, Action Resized, Action Stopping, Action Resumed, Action<int> Ended);
